import type { BatchItem } from 'drizzle-orm/batch'
import {
  eraseAuthor,
  isAnonymized,
  isErased,
  commentIdsOf,
  isWrittenBy,
  listConversationsOf,
  type ErasureChoice,
} from '../../discussion/comments/personal-data'
import { eraseCredits } from '../../discussion/contributors/personal-data'
import { eraseTopicStarter } from '../../discussion/conversations/personal-data'
import { recordErasure } from '../../audit/personal-data'
import type { Db } from '../../env'
import {
  guestsOf,
  guestSubject,
  type ErasureSubject,
  leavingMemberSubject,
} from '../../accounts/members/erasure-subject.table'
import {
  anonymizeGranter,
  listAddresses,
  removeGuests,
  removeMember,
} from '../../accounts/members/personal-data'
import { reserveHandles } from '../../accounts/members/erased-handle.commands'
import { hashRecipient } from '../../notifications/recipient.token'
import { removeEmails } from '../../notifications/personal-data'
import { eraseInbox } from '../../accounts/inbox/personal-data'
import { eraseFollows } from '../../discussion/follows/personal-data'
import { removeEmailStops } from '../../notifications/stops/personal-data'
import { eraseMessages } from '../../discussion/author-messages/personal-data'
import { eraseReactions } from '../../discussion/reactions/personal-data'
import { eraseAlertUpdates } from '../../discussion/alerts/personal-data'
import { eraseHostReplies } from '../../moderation/host-replies/personal-data'
import { eraseReports } from '../../discussion/reports/personal-data'
import { removeVerificationsOf } from '../../accounts/sign-in/personal-data'
import { eraseExamples } from '../../discussion/spam/personal-data'

/** The byline of comments that stay. */
export const FORMER_NAMES = { member: 'A former member', guest: 'A former guest' } as const

/** What erasing needs. */
export interface Erasure {
  db: Db
  now: Date
  /** The key of the hashes by which emails to an address and handles are recognized. */
  secret: string
  choice: ErasureChoice
}

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/**
 * Erases a person from every table, in one batch: all of it or nothing. Repeating it changes
 * nothing.
 *
 * @returns the ids of the conversations whose cached pages still show them
 */
const erase = async (
  { db, now, secret, choice }: Erasure,
  subject: ErasureSubject,
  as: keyof typeof FORMER_NAMES,
  email: string,
): Promise<string[]> => {
  const [typed, conversations, reserved] = await Promise.all([
    listAddresses(db, subject),
    listConversationsOf(db, isWrittenBy(subject)),
    reserveHandles(db, secret, subject, now),
  ])
  const addresses = new Set([email, email.toLowerCase(), ...typed])
  const recipients = await Promise.all([...addresses].map((each) => hashRecipient(secret, each)))
  const saidByThem = commentIdsOf(subject)
  const statements = [
    ...recordErasure(db, subject, { as, comments: choice, saidByThem }, now),
    ...eraseReactions(db, subject),
    ...removeEmails(db, subject, { recipients, comments: saidByThem, guests: guestsOf(subject) }),
    removeEmailStops(db, subject),
    ...eraseMessages(db, subject),
    ...eraseInbox(db, subject),
    ...eraseFollows(db, subject),
    ...eraseReports(db, subject, saidByThem),
    ...eraseHostReplies(db, subject),
    ...eraseAlertUpdates(db, subject),
    eraseExamples(db, saidByThem),
    ...eraseCredits(db, subject),
    ...eraseTopicStarter(db, subject, isErased(subject, choice), isAnonymized(subject, choice)),
    ...eraseAuthor(db, subject, choice, FORMER_NAMES[as]),
    removeVerificationsOf(db, subject),
    anonymizeGranter(db, subject),
    ...reserved,
    removeGuests(db, subject),
    removeMember(db, subject),
  ]
  await db.batch(statements as Batch)
  return conversations
}

/** Erases a member, unless they are the only owner. Returns the ids of conversations to purge. */
export const eraseMember = (
  erasing: Erasure,
  { id, email }: { id: string; email: string },
): Promise<string[]> => erase(erasing, leavingMemberSubject(id, erasing.now), 'member', email)

/**
 * Erases every guest with this address, in any browser. Returns the ids of conversations to purge.
 */
export const eraseGuest = (erasing: Erasure, email: string): Promise<string[]> =>
  erase(erasing, guestSubject(email), 'guest', email)
