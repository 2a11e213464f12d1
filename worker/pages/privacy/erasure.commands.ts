import type { BatchItem } from 'drizzle-orm/batch'
import {
  eraseAuthor,
  isAnonymized,
  isErased,
  commentsOf,
  isWrittenBy,
  listConversationsOf,
  type ErasureChoice,
} from '../../discussion/comments/personal-data'
import { forgetCredits } from '../../discussion/contributors/personal-data'
import { eraseStarter } from '../../discussion/conversations/personal-data'
import { recordLeaving } from '../../audit/personal-data'
import type { Db } from '../../env'
import {
  guestLeaving,
  type Leaver,
  memberLeaving,
} from '../../accounts/members/erasure-subject.table'
import {
  forgetGranter,
  listAddresses,
  removeGuests,
  removeMember,
} from '../../accounts/members/personal-data'
import { recipientOf } from '../../notifications/recipient.token'
import { removeEmails } from '../../notifications/personal-data'
import { eraseMessages } from '../../discussion/author-messages/personal-data'
import { takeBackReactions } from '../../discussion/reactions/personal-data'
import { forgetReplies } from '../../moderation/host-replies/personal-data'
import { forgetReports } from '../../discussion/reports/personal-data'
import { removeUnprovenOf } from '../../accounts/sign-in/queries'
import { forgetExamples } from '../../discussion/spam/personal-data'

/** How what stays is signed. */
export const FORMER_NAMES = { member: 'A former member', guest: 'A former guest' } as const

/** What erasing needs to know. */
export interface Erasing {
  db: Db
  now: Date
  /** Keys the hashes by which letters to somebody are found. */
  secret: string
  parting: ErasureChoice
}

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/**
 * Takes somebody out of every table, in one batch: it is done whole or not at all, and done again
 * it finds nothing more to do.
 *
 * @returns the conversations in which they spoke, whose kept pages still show them
 */
const erase = async (
  { db, now, secret, parting }: Erasing,
  leaver: Leaver,
  as: keyof typeof FORMER_NAMES,
  email: string,
): Promise<string[]> => {
  const [typed, conversations] = await Promise.all([
    listAddresses(db, leaver),
    listConversationsOf(db, isWrittenBy(leaver)),
  ])
  const addresses = new Set([email, email.toLowerCase(), ...typed])
  const recipients = await Promise.all([...addresses].map((each) => recipientOf(secret, each)))
  const saidByThem = commentsOf(leaver)
  const statements = [
    ...recordLeaving(db, leaver, { as, comments: parting, saidByThem }, now),
    ...takeBackReactions(db, leaver),
    ...removeEmails(db, leaver, { recipients, comments: saidByThem }),
    ...eraseMessages(db, leaver),
    ...forgetReports(db, leaver, saidByThem),
    ...forgetReplies(db, leaver),
    forgetExamples(db, saidByThem),
    ...forgetCredits(db, leaver),
    ...eraseStarter(db, leaver, isErased(leaver, parting), isAnonymized(leaver, parting)),
    ...eraseAuthor(db, leaver, parting, FORMER_NAMES[as]),
    removeUnprovenOf(db, leaver),
    forgetGranter(db, leaver),
    removeGuests(db, leaver),
    removeMember(db, leaver),
  ]
  await db.batch(statements as Batch)
  return conversations
}

/** Lets a member go, unless they are the only owner. */
export const eraseMember = (
  erasing: Erasing,
  { id, email }: { id: string; email: string },
): Promise<string[]> => erase(erasing, memberLeaving(id, erasing.now), 'member', email)

/** Lets a guest go: all of them who gave this address, in whatever browser. */
export const eraseGuest = (erasing: Erasing, email: string): Promise<string[]> =>
  erase(erasing, guestLeaving(email), 'guest', email)
