import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { members } from '../members/table'

/** The browsers in which a member is signed in. Their IP addresses are not stored. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text('member_id')
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** A short name of the browser: `Firefox on Linux`. */
    userAgent: text(),
    expiresAt: integer({ mode: 'timestamp_ms' }).notNull(),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('sessions_member').on(t.userId), index('sessions_expiry').on(t.expiresAt)],
)

export type Session = typeof sessions.$inferSelect

/** Accounts at providers, with their members. The provider’s tokens are not stored. */
export const signIns = sqliteTable(
  'sign_ins',
  {
    id: text().primaryKey(),
    providerId: text().notNull(),
    /** The subject at the provider, which does not change with the name or the address there. */
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

/** Pending verifications: an emailed link, a sign-in at a provider, a passkey’s challenge. */
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

/** The passkeys of members (WebAuthn). */
export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The id of the credential, from the device, in base64url. */
    id: text().primaryKey(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** The name that the member gave it. */
    name: text().notNull(),
    /** COSE, in base64url. */
    publicKey: text().notNull(),
    /** The passkey’s own count of its uses; one that goes back means a copy. */
    counter: integer().notNull(),
    transports: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    usedAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [index('passkeys_member').on(t.memberId)],
)

export type Passkey = typeof passkeys.$inferSelect
