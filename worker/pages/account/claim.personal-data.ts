import type { BatchItem } from 'drizzle-orm/batch'
import {
  claimComments,
  isClaimable,
  listConversationsOf,
} from '../../discussion/comments/personal-data'
import { removeClaimedGuests } from '../../accounts/members/personal-data'
import { type LevelSync, syncLevel } from '../../discussion/comments/level-sync.commands'
import { claimInbox } from '../../accounts/inbox/personal-data'
import { claimFollows } from '../../discussion/follows/personal-data'
import { claimMessages } from '../../discussion/author-messages/personal-data'
import { turnOffEmailsIf } from '../../accounts/members/email-setting.commands'
import { addToOutbox } from '../../notifications/commands'
import { claimEmailStops } from '../../notifications/stops/personal-data'
import { hasClaimableStopOfAll } from '../../notifications/stops/table'
import { claimReactions } from '../../discussion/reactions/personal-data'
import { claimReports } from '../../discussion/reports/personal-data'
import type { SignedIn } from '../../accounts/sign-in/queries'

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/**
 * Moves everything a member wrote and gave as a confirmed guest with their email to the member, in
 * one batch, deletes those guests, and updates the member’s level.
 *
 * @returns the ids of the conversations whose cached pages still show the guest
 */
export const claimGuest = async (settling: LevelSync, member: SignedIn): Promise<string[]> => {
  const { db, now } = settling
  const conversations = await listConversationsOf(db, isClaimable(member.id))
  await db.batch([
    ...claimReactions(db, member.id),
    ...claimReports(db, member.id),
    claimMessages(db, member.id),
    claimInbox(db, member.id),
    claimFollows(db, member.id),
    turnOffEmailsIf(db, member.id, hasClaimableStopOfAll(member.id)),
    claimEmailStops(db, member.id),
    claimComments(db, member),
    removeClaimedGuests(db, member.id),
    // Links of guests are `nofollow`; a member’s level may lift that.
    addToOutbox(db, { event: 'member.level', subject: member.id, now }),
  ] as unknown as Batch)
  await syncLevel(settling, member.id)
  return conversations
}
