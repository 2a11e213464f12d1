import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { members } from '../members/table'

/** The browsers in which somebody is signed in. No address is kept of them. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** What the browser calls itself, in few words: `Firefox on Linux`. */
    userAgent: text(),
    expiresAt: integer({ mode: 'timestamp_ms' }).notNull(),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('sessions_member').on(t.userId)],
)

export type Session = typeof sessions.$inferSelect

/** The ways in: an account at a provider, and whose it is here. Its tokens are not kept. */
export const signIns = sqliteTable(
  'sign_ins',
  {
    id: text().primaryKey(),
    providerId: text().notNull(),
    /** What the provider calls them (the subject), which outlives their name and e-mail there. */
    accountId: text().notNull(),
    userId: text('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    uniqueIndex('sign_ins_subject').on(t.providerId, t.accountId),
    index('sign_ins_member').on(t.userId),
  ],
)

export type SignIn = typeof signIns.$inferSelect

/** What waits to be proven: a mailed link, a round trip to a provider, a passkey's challenge. */
export const verifications = sqliteTable(
  'verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: integer({ mode: 'timestamp_ms' }).notNull(),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    index('verifications_identifier').on(t.identifier),
    index('verifications_expiry').on(t.expiresAt),
  ],
)

export type Verification = typeof verifications.$inferSelect

/** Keys that a member's own devices hold (WebAuthn). */
export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The credential's id, as the device gave it, in base64url. */
    id: text().primaryKey(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** What the member calls it. */
    name: text().notNull(),
    /** COSE, in base64url. */
    publicKey: text().notNull(),
    /** How often it was used, as it says itself: one that runs back is a copy. */
    counter: integer().notNull(),
    transports: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    usedAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [index('passkeys_member').on(t.memberId)],
)

export type Passkey = typeof passkeys.$inferSelect
