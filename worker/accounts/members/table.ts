import { type SQL, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Guests: a name and an email address. An unconfirmed address gives no level. */
export const guests = sqliteTable(
  'guests',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    website: text(),
    /** Whether the form is filled in for them next time. */
    remember: integer({ mode: 'boolean' }).notNull().default(false),
    confirmedAt: integer({ mode: 'timestamp_ms' }),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    index('guests_email').on(t.email),
    // A member’s address is stored in lower case, a guest’s as typed.
    index('guests_mailbox').on(sql`lower(email)`),
  ],
)

export type Guest = typeof guests.$inferSelect

/** SQL: the ids of the guests with the same email address as this one, which is among them. */
export const guestsSharingAddress = (id: SQL): SQL => sql`(
  select o.id from guests g join guests o on lower(o.email) = lower(g.email) where g.id = ${id})`

/** A link on a member's profile. */
export interface ProfileLink {
  url: string
  /** Whether the page there links back with `rel="me"`, and when that was last checked. */
  isMutual?: boolean
  checkedAt?: number
}

/** Members. Their accounts at providers are in `sign_ins`, identified by (provider, subject). */
export const members = sqliteTable(
  'members',
  {
    id: text().primaryKey(),
    /** The end of the profile’s address; unique, ignoring case. */
    handle: text().notNull(),
    name: text().notNull(),
    /**
     * Confirmed by an emailed link or verified by a provider; else a placeholder, so that no
     * unconfirmed address is stored.
     */
    email: text().notNull().unique(),
    emailVerified: integer({ mode: 'boolean' }).notNull().default(false),
    /** A line about themselves. */
    about: text(),
    website: text(),
    /** Whether the website links back with `rel="me"`. */
    isWebsiteMutual: integer({ mode: 'boolean' }).notNull().default(false),
    links: text({ mode: 'json' }).$type<ProfileLink[]>().notNull().default([]),
    /** When the links are checked again; `null` without links. */
    linksDueAt: integer({ mode: 'timestamp_ms' }),
    role: text({ enum: ['host', 'owner'] }),
    /** The handle in `content/people/` of the same person. */
    person: text(),
    /** The id of the level at the last change of their counts, for lists and bylines. */
    level: text(),
    /** The number of their published comments, and the first one; updated by triggers on `comments`. */
    approvedComments: integer().notNull().default(0),
    firstApprovedAt: integer({ mode: 'timestamp_ms' }),
    /** The number of their accepted answers. */
    answers: integer().notNull().default(0),
    /** The end of their ban: they cannot sign in, only read. */
    bannedUntil: integer({ mode: 'timestamp_ms' }),
    banReason: text(),
    /** The end of their silence: they can sign in and read, but not write. */
    silencedUntil: integer({ mode: 'timestamp_ms' }),
    silenceReason: text(),
    /**
     * When they were invited, until they first sign in: until then they have chosen no name, and only
     * hosts see them.
     */
    invitedAt: integer({ mode: 'timestamp_ms' }),
    /** Hidden from the contributors list, at their request. */
    isUnranked: integer({ mode: 'boolean' }).notNull().default(false),
    /** Email notifications are off: no emails about mentions, or ideas they voted for. */
    isUnmailed: integer({ mode: 'boolean' }).notNull().default(false),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    uniqueIndex('members_handle').on(sql`lower(handle)`),
    uniqueIndex('members_person')
      .on(t.person)
      .where(sql`person is not null`),
    index('members_role')
      .on(t.role)
      .where(sql`role is not null`),
    index('members_links_due')
      .on(t.linksDueAt)
      .where(sql`links_due_at is not null`),
  ],
)

export type Member = typeof members.$inferSelect

/** Former handles: for a year they redirect to their member, and no other member can take them. */
export const formerHandles = sqliteTable(
  'former_handles',
  {
    /** In lower case. */
    handle: text().primaryKey(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    changedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('former_handles_member').on(t.memberId)],
)

/**
 * Handles of erased members, as keyed hashes, and their former ones: for a year no member can take
 * them, because links and mentions in texts of others still lead there.
 */
export const erasedHandles = sqliteTable(
  'erased_handles',
  {
    hash: text().primaryKey(),
    /** When the member was erased; of a former handle, when it was given up. */
    erasedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('erased_handles_age').on(t.erasedAt)],
)

/** Levels that a host gave a member, or holds them at, with the reason; never deleted. */
export const grants = sqliteTable(
  'grants',
  {
    id: text().primaryKey(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** `grant`: at least this level. `hold`: at most this level. */
    kind: text({ enum: ['grant', 'hold'] }).notNull(),
    level: text().notNull(),
    reason: text().notNull(),
    /** The id of the host. */
    grantedBy: text().notNull(),
    grantedAt: integer({ mode: 'timestamp_ms' }).notNull(),
    endedAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [index('grants_member').on(t.memberId)],
)

export type Grant = typeof grants.$inferSelect

/** SQL: the member is banned at that time. */
export const isBannedMember = (id: string, now: Date): SQL => sql`exists (
  select 1 from members b where b.id = ${id} and b.banned_until > ${now.getTime()})`

/** SQL: this member has signed in before, and is not banned at that time. */
export const isReachableMember = (id: SQL, now: Date): SQL => sql`exists (
  select 1 from members a where a.id = ${id} and a.invited_at is null
    and coalesce(a.banned_until, 0) <= ${now.getTime()})`

/** SQL: this guest has confirmed their email address. */
export const isConfirmedGuest = (id: SQL): SQL =>
  sql`exists (select 1 from guests a where a.id = ${id} and a.confirmed_at is not null)`

/** SQL: this member gets emails: their address is confirmed, and they have not turned them off. */
export const isMailed = (id: SQL): SQL => sql`exists (
  select 1 from members a where a.id = ${id} and a.email_verified and not a.is_unmailed)`

/** SQL: there is a member with this id. */
export const isKnownMember = (id: string): SQL =>
  sql`exists (select 1 from members a where a.id = ${id})`

/** SQL: the member has confirmed their email address. */
export const hasConfirmedEmail = (id: string): SQL =>
  sql`exists (select 1 from members m where m.id = ${id} and m.email_verified)`

/** SQL: this member is a host or an owner at that time, and not banned. */
export const isActiveHost = (id: SQL, now: Date): SQL => sql`exists (
  select 1 from members a where a.id = ${id} and a.role in ('host', 'owner')
    and (a.banned_until is null or a.banned_until <= ${now.getTime()}))`

/** SQL: this grant has not ended. */
export const isActiveGrant = (id: string): SQL =>
  sql`exists (select 1 from grants g where g.ended_at is null and g.id = ${id})`

/** SQL: the member has just this grant, and it has not ended. */
export const hasGrant = ({
  memberId,
  kind,
  level,
  reason,
}: Pick<Grant, 'memberId' | 'kind' | 'level' | 'reason'>): SQL => sql`exists (
  select 1 from grants g where g.ended_at is null and g.member_id = ${memberId}
    and g.kind = ${kind} and g.level = ${level} and g.reason = ${reason})`
