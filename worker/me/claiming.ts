import type { BatchItem } from 'drizzle-orm/batch'
import { claimComments, isClaimable, listSpokenIn } from '../comments/leaving'
import { removeClaimedGuests } from '../members/leaving'
import { type Settling, settleLevel } from '../members/standing'
import { claimMessages } from '../notices/message-leaving'
import { outgoing } from '../notices/queries'
import { claimReactions } from '../reactions/leaving'
import { claimReports } from '../reports/leaving'
import type { SignedIn } from '../sign-in/queries'

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/**
 * Makes a member's what they said and gave as a guest whose e-mail they confirmed, in one batch;
 * their level follows. The guests then have nothing left, and go.
 *
 * @returns the conversations in which they spoke, whose kept pages still show the guest
 */
export const claimGuest = async (settling: Settling, member: SignedIn): Promise<string[]> => {
  const { db, now } = settling
  const conversations = await listSpokenIn(db, isClaimable(member.id))
  await db.batch([
    ...claimReactions(db, member.id),
    ...claimReports(db, member.id),
    claimMessages(db, member.id),
    claimComments(db, member),
    removeClaimedGuests(db, member.id),
    // Links in a guest's words are followed by nobody; a member's may be.
    outgoing(db, { event: 'member.level', subject: member.id, now }),
  ] as unknown as Batch)
  await settleLevel(settling, member.id)
  return conversations
}
