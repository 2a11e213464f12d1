import { getTableColumns, sql } from 'drizzle-orm'
import { isWrittenBy } from '../../discussion/comments/personal-data'
import { comments, removals } from '../../discussion/comments/table'
import { log } from '../../audit/table'
import { guestsOf } from '../../accounts/members/erasure-subject.table'
import { formerHandles, grants, guests, members } from '../../accounts/members/table'
import { isMessageTo } from '../../discussion/author-messages/personal-data'
import { mailbox, messages, outbox } from '../../notifications/table'
import { isGivenBy } from '../../discussion/reactions/personal-data'
import { reactions } from '../../discussion/reactions/table'
import { remarks, savedReplies } from '../../moderation/host-replies/table'
import { isReportedBy } from '../../discussion/reports/personal-data'
import { reports } from '../../discussion/reports/table'
import { passkeys, sessions, signIns, verifications } from '../../accounts/sign-in/table'
import { inCommunity } from './community.personal-data'
import { type Holding, isMine } from './export-file.rules'

const among = (values: string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`

const { token: _token, ...ofSessions } = getTableColumns(sessions)
const { html: _html, renderer: _renderer, path: _path, ...ofComments } = getTableColumns(comments)
const { text: _text, html: _letter, headers: _headers, ...ofMailbox } = getTableColumns(mailbox)

/** Neither the hash by which letters are counted, nor what only the hub's own sending goes by. */
const ofOutbox = {
  id: outbox.id,
  event: outbox.event,
  subject: outbox.subject,
  createdAt: outbox.createdAt,
  sentAt: outbox.sentAt,
}

/**
 * All that the hub holds of somebody, file by file. What would let a reader of the file act as them
 * is not in it: tokens of sessions, and links in letters.
 */
export const holdings: Holding[] = [
  {
    file: 'profile.json',
    says: 'who you are here: name, handle, e-mail, website, links, role and level',
    read: (db, owner) =>
      db
        .select()
        .from(members)
        .where(isMine(sql`${members.id}`, owner)),
  },
  {
    file: 'former-handles.json',
    says: 'handles that you gave up, and that still lead to you',
    read: (db, owner) =>
      db
        .select()
        .from(formerHandles)
        .where(isMine(sql`${formerHandles.memberId}`, owner)),
  },
  {
    file: 'guests.json',
    says: 'what you gave as a guest with the same e-mail, one entry for each browser',
    read: (db, { leaver }) =>
      db
        .select()
        .from(guests)
        .where(sql`${guests.id} in ${guestsOf(leaver)}`),
  },
  {
    file: 'sign-ins.json',
    says: 'the accounts elsewhere with which you sign in; their passwords and keys never reach us',
    read: (db, owner) =>
      db
        .select()
        .from(signIns)
        .where(isMine(sql`${signIns.userId}`, owner)),
  },
  {
    file: 'passkeys.json',
    says: 'your passkeys: the public half, which opens nothing',
    read: (db, owner) =>
      db
        .select()
        .from(passkeys)
        .where(isMine(sql`${passkeys.memberId}`, owner)),
  },
  {
    file: 'sessions.json',
    says: 'the browsers in which you are signed in',
    read: (db, owner) =>
      db
        .select(ofSessions)
        .from(sessions)
        .where(isMine(sql`${sessions.userId}`, owner)),
  },
  {
    file: 'waiting.json',
    says: 'what waits to be proven, such as a link that was mailed to you, without the link itself',
    read: (db, { leaver }) => {
      const kept = sql`lower(${verifications.identifier} || ' ' || ${verifications.value})`
      return db
        .select({
          id: verifications.id,
          expiresAt: verifications.expiresAt,
          createdAt: verifications.createdAt,
        })
        .from(verifications)
        .where(sql`instr(${kept}, ${leaver.email}) or instr(${kept}, ${leaver.memberId})`)
    },
  },
  {
    file: 'comments.json',
    says: 'what you wrote: the words as you typed them, where, when, their state, and the reactions to them. `address` is a scrambled form of where you wrote from, which can not be turned back and means nothing after a day',
    read: (db, { leaver }) => db.select(ofComments).from(comments).where(isWrittenBy(leaver)),
  },
  {
    file: 'removed-comments.json',
    says: 'what hosts removed of what you wrote, as long as they can bring it back',
    read: (db, { leaver }) => {
      const { html: _html, ...shown } = getTableColumns(removals)
      return db.select(shown).from(removals).where(sql`${removals.comment} in (
        select comments.id from comments where ${isWrittenBy(leaver)})`)
    },
  },
  {
    file: 'replies-you-read.json',
    says: 'the replies of other hosts that you read before they were sent',
    read: (db, owner) =>
      db
        .select({ id: comments.id, readBy: comments.readBy })
        .from(comments)
        .where(isMine(sql`${comments.readBy}`, owner)),
  },
  {
    file: 'messages.json',
    says: 'what hosts told you about what you wrote',
    read: (db, { leaver }) => {
      const { by: _by, ...shown } = getTableColumns(messages)
      return db.select(shown).from(messages).where(isMessageTo(leaver))
    },
  },
  {
    file: 'messages-by-you.json',
    says: 'what you told others as a host, without whom',
    read: (db, owner) => {
      const { memberId: _member, guestId: _guest, ...shown } = getTableColumns(messages)
      return db
        .select(shown)
        .from(messages)
        .where(isMine(sql`${messages.by}`, owner))
    },
  },
  {
    file: 'reports.json',
    says: 'the comments that you reported, why, and what a host decided',
    read: (db, { leaver }) => db.select().from(reports).where(isReportedBy(leaver)),
  },
  {
    file: 'saved-replies.json',
    says: 'the replies that you saved, or last changed, for all hosts',
    read: (db, owner) =>
      db
        .select()
        .from(savedReplies)
        .where(isMine(sql`${savedReplies.by}`, owner)),
  },
  {
    file: 'remarks.json',
    says: 'what you remarked about replies of other hosts',
    read: (db, owner) =>
      db
        .select()
        .from(remarks)
        .where(isMine(sql`${remarks.by}`, owner)),
  },
  {
    file: 'reactions.json',
    says: 'the reactions that you gave, and to what',
    read: (db, { leaver }) => db.select().from(reactions).where(isGivenBy(leaver)),
  },
  {
    file: 'levels.json',
    says: 'levels that a host gave you or keeps you at, with the reason',
    read: (db, owner) => {
      const { grantedBy: _by, ...shown } = getTableColumns(grants)
      return db
        .select(shown)
        .from(grants)
        .where(isMine(sql`${grants.memberId}`, owner))
    },
  },
  {
    file: 'levels-you-gave.json',
    says: 'levels that you gave as a host, without the names of those you gave them to',
    read: (db, owner) => {
      const { memberId: _to, ...shown } = getTableColumns(grants)
      return db
        .select(shown)
        .from(grants)
        .where(isMine(sql`${grants.grantedBy}`, owner))
    },
  },
  {
    file: 'log.json',
    says: 'what hosts did about you, with the reason',
    read: (db, owner) => {
      const { by: _by, ...shown } = getTableColumns(log)
      return db
        .select(shown)
        .from(log)
        .where(isMine(sql`${log.subject}`, owner))
    },
  },
  {
    file: 'log-by-you.json',
    says: 'what you did as a host',
    read: (db, owner) =>
      db
        .select()
        .from(log)
        .where(isMine(sql`${log.by}`, owner)),
  },
  ...inCommunity,
  {
    file: 'letters.json',
    says: 'letters to you that wait or were sent: what kind, and when',
    read: (db, { leaver, recipients }) =>
      db.select(ofOutbox).from(outbox).where(sql`${outbox.recipient} in ${among(recipients)}
        or ${outbox.subject} = ${leaver.memberId}`),
  },
  {
    file: 'mailbox.json',
    says: 'letters to you in the mailbox of a hub that runs on its maker’s own machine',
    read: (db, { leaver }) =>
      db
        .select(ofMailbox)
        .from(mailbox)
        .where(sql`lower(${mailbox.to}) = ${leaver.email}`),
  },
]
