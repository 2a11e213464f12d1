import { and, eq, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { changeByline } from './byline.commands'
import type { Db } from '../../env'
import { addToOutbox } from '../../notifications/queries'
import { listGrants } from '../../accounts/members/queries'
import { memberLevelOf } from '../../accounts/members/rules'
import { members } from '../../accounts/members/table'

/** What settling a level needs to know. */
export interface LevelSync {
  db: Db
  hub: Pick<Hub, 'levels'>
  now: Date
}

/** What a member has earned and been given, in one round trip. */
const findEarned = async (db: Db, memberId: string) => {
  const [[member], granted] = await db.batch([
    db.select().from(members).where(eq(members.id, memberId)).limit(1),
    listGrants(db, memberId),
  ])
  return member && { member, granted }
}

/**
 * Brings the level that lists and bylines show to what a member has now earned and been given. It
 * is asked for where something that counts was done or undone; what they may do is judged from the
 * very same facts at each request, and does not wait for this.
 */
export const syncLevel = async ({ db, hub, now }: LevelSync, memberId: string): Promise<void> => {
  const found = await findEarned(db, memberId)
  if (!found) return
  const { member, granted } = found
  const level = memberLevelOf(hub.levels, member, granted, now)
  if (level.id === member.level) return
  const before = hub.levels.find(({ id }) => id === member.level)
  const isFlipped = level.may.followedLinks !== (before?.may.followedLinks ?? false)

  await db.batch([
    db
      .update(members)
      .set({ level: level.id })
      .where(and(eq(members.id, memberId), sql`${members.level} is ${member.level}`)),
    changeByline(db, memberId, { level: level.id }),
    addToOutbox(
      db,
      { event: 'member.level', subject: memberId, now },
      isFlipped ? sql`true` : sql`false`,
    ),
  ])
}

/** The same for whoever wrote these comments, each of them once. What a guest wrote counts for nobody. */
export const syncLevelsOfAuthors = async (
  settling: LevelSync,
  written: readonly { memberId: string | null }[],
): Promise<void> => {
  const authors = new Set(written.map(({ memberId }) => memberId))
  for (const memberId of authors) if (memberId) await syncLevel(settling, memberId)
}
