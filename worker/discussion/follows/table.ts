import { type SQL, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { guests, members } from '../../accounts/members/table'

/** What members follow or mute; and the conversations that guests follow. */
export const follows = sqliteTable(
  'follows',
  {
    id: text().primaryKey(),
    memberId: text().references(() => members.id, { onDelete: 'cascade' }),
    guestId: text().references(() => guests.id, { onDelete: 'cascade' }),
    /** `conversation:<id>`, `tag:<tag>`, `space:<id>`, `kind:<kind>`, `person:<id>`, or `hub`. */
    target: text().notNull(),
    /** No notifications of this conversation or person, also where another reason would give one. */
    isMuted: integer({ mode: 'boolean' }).notNull().default(false),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    uniqueIndex('follows_member').on(t.memberId, t.target),
    uniqueIndex('follows_guest')
      .on(t.guestId, t.target)
      .where(sql`guest_id is not null`),
    // In pages, by id.
    index('follows_target').on(t.target, t.id),
  ],
)

/** SQL: a member has muted one of these targets. */
export const isMuted = (memberId: SQL, targets: readonly string[]): SQL => sql`exists (
  select 1 from follows f where f.member_id = ${memberId} and f.is_muted = 1
    and f.target in (select value from json_each(${JSON.stringify(targets)})))`

/** SQL: a guest follows this target. */
export const isFollowedByGuest = (guestId: SQL, target: string): SQL => sql`exists (
  select 1 from follows f where f.guest_id = ${guestId} and f.target = ${target})`

/** SQL: a target has followers after this one. */
export const hasFollowers = (target: SQL, after: string): SQL =>
  sql`exists (select 1 from follows f where f.target = ${target} and f.id > ${after})`

export type Follow = typeof follows.$inferSelect
