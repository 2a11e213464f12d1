import type { BatchItem } from 'drizzle-orm/batch'
import {
  claimComments,
  isClaimable,
  listConversationsOf,
} from '../../discussion/comments/personal-data'
import { removeClaimedGuests } from '../../accounts/members/personal-data'
import { type LevelSync, syncLevel } from '../../discussion/comments/level-sync.commands'
import { claimMessages } from '../../discussion/author-messages/personal-data'
import { outgoing } from '../../notifications/queries'
import { claimReactions } from '../../discussion/reactions/personal-data'
import { claimReports } from '../../discussion/reports/personal-data'
import type { SignedIn } from '../../accounts/sign-in/queries'

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/**
 * Makes a member's what they said and gave as a guest whose e-mail they confirmed, in one batch;
 * their level follows. The guests then have nothing left, and go.
 *
 * @returns the conversations in which they spoke, whose kept pages still show the guest
 */
export const claimGuest = async (settling: LevelSync, member: SignedIn): Promise<string[]> => {
  const { db, now } = settling
  const conversations = await listConversationsOf(db, isClaimable(member.id))
  await db.batch([
    ...claimReactions(db, member.id),
    ...claimReports(db, member.id),
    claimMessages(db, member.id),
    claimComments(db, member),
    removeClaimedGuests(db, member.id),
    // Links in a guest's words are followed by nobody; a member's may be.
    outgoing(db, { event: 'member.level', subject: member.id, now }),
  ] as unknown as Batch)
  await syncLevel(settling, member.id)
  return conversations
}
