import { type SQL, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** People who gave a name and an e-mail. An address that nobody confirmed earns nothing. */
export const guests = sqliteTable(
  'guests',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    website: text(),
    /** Fill in the form for them next time. */
    remember: integer({ mode: 'boolean' }).notNull().default(false),
    confirmedAt: integer({ mode: 'timestamp_ms' }),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    index('guests_email').on(t.email),
    // A member's address is in lower case, and a guest's as they typed it.
    index('guests_mailbox').on(sql`lower(email)`),
  ],
)

export type Guest = typeof guests.$inferSelect

/** A link on a member's profile. */
export interface ProfileLink {
  url: string
  /** Whether the page there links back with `rel="me"`, and when the hub last looked. */
  isMutual?: boolean
  checkedAt?: number
}

/** People who have signed in. Who they are is (provider, subject), in `sign_ins`; never an e-mail. */
export const members = sqliteTable(
  'members',
  {
    id: text().primaryKey(),
    /** In their address; unique whatever the case. */
    handle: text().notNull(),
    name: text().notNull(),
    /**
     * Theirs for certain, because they followed a letter or a provider vouches for it; else one
     * that leads nowhere, so that an address nobody verified is never kept.
     */
    email: text().notNull().unique(),
    emailVerified: integer({ mode: 'boolean' }).notNull().default(false),
    /** A line about themselves. */
    about: text(),
    website: text(),
    /** Whether the website links back with `rel="me"`. */
    isWebsiteMutual: integer({ mode: 'boolean' }).notNull().default(false),
    links: text({ mode: 'json' }).$type<ProfileLink[]>().notNull().default([]),
    /** When the hub looks again whether they link back; empty while there is nothing to look at. */
    linksDueAt: integer({ mode: 'timestamp_ms' }),
    role: text({ enum: ['host', 'owner'] }),
    /** The handle in `content/people/` of the same person. */
    person: text(),
    /** The id of the level they had reached when something last counted, for lists and bylines. */
    level: text(),
    /** Their published comments, and the first of them; kept by triggers on `comments`. */
    approvedComments: integer().notNull().default(0),
    firstApprovedAt: integer({ mode: 'timestamp_ms' }),
    /** Their comments that settled a question. */
    answers: integer().notNull().default(0),
    /** Banned until then; they read, and can not sign in. */
    bannedUntil: integer({ mode: 'timestamp_ms' }),
    banReason: text(),
    /** They write nothing until then; they sign in and read. */
    silencedUntil: integer({ mode: 'timestamp_ms' }),
    silenceReason: text(),
    /**
     * When whoever has the keys added them, while they have not come in since: until then they have
     * chosen no name, and are shown to nobody but hosts.
     */
    invitedAt: integer({ mode: 'timestamp_ms' }),
    /** They do not want to be among the top contributors. */
    isUnranked: integer({ mode: 'boolean' }).notNull().default(false),
    /** They want no letter when somebody mentions them, or when an idea they voted for changes. */
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

/** Handles that somebody gave up: for a year they lead to who had them, and nobody else takes them. */
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

/** A level that a host gave somebody, or keeps them at, with the reason; on record for ever. */
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
