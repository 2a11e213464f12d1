import { and, eq, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { Level } from '../../../site/contract/permissions'
import { changeByline } from './byline.commands'
import type { Db } from '../../env'
import { addToOutbox } from '../../notifications/commands'
import { notify } from '../../accounts/inbox/commands'
import { listGrants } from '../../accounts/members/queries'
import { memberLevelOf } from '../../accounts/members/rules'
import { members } from '../../accounts/members/table'

/** What updating a level needs. */
export interface LevelSync {
  db: Db
  hub: Pick<Hub, 'levels'>
  now: Date
}

/** A level is reached once; lost and reached again it is no news. */
const newLevel = ({ id }: Pick<Level, 'id'>, now: Date) => ({
  subject: `level:${id}`,
  detail: id,
  conversation: '',
  space: '',
  now,
})

/** A member with the levels that hosts granted them, in one round trip. */
const findEarned = async (db: Db, memberId: string) => {
  const [[member], granted] = await db.batch([
    db.select().from(members).where(eq(members.id, memberId)).limit(1),
    listGrants(db, memberId),
  ])
  return member && { member, granted }
}

/**
 * Updates the level that lists and bylines show to what a member has now earned or been granted.
 * Callers run it after whatever counts towards a level was done or undone. Permissions do not depend
 * on it: they are computed from the same facts at each request.
 */
export const syncLevel = async ({ db, hub, now }: LevelSync, memberId: string): Promise<void> => {
  const found = await findEarned(db, memberId)
  if (!found) return
  const { member, granted } = found
  const level = memberLevelOf(hub.levels, member, granted, now)
  if (level.id === member.level) return
  const before = hub.levels.find(({ id }) => id === member.level)
  const rank = (id: string | null) => hub.levels.findIndex((each) => each.id === id)
  const isHigher = member.level !== null && rank(level.id) > rank(member.level)
  const areLinksChanged = level.may.followedLinks !== (before?.may.followedLinks ?? false)

  await db.batch([
    db
      .update(members)
      .set({ level: level.id })
      .where(and(eq(members.id, memberId), sql`${members.level} is ${member.level}`)),
    changeByline(db, memberId, { level: level.id }),
    addToOutbox(
      db,
      { event: 'member.level', subject: memberId, now },
      areLinksChanged ? sql`true` : sql`false`,
    ),
    ...(isHigher ? notify(db, newLevel(level, now), [{ memberId, event: 'level' }]) : []),
  ])
}

/** The same for the authors of comments, each once. Guests have no level. */
export const syncLevelsOfAuthors = async (
  context: LevelSync,
  written: readonly { memberId: string | null }[],
): Promise<void> => {
  const authors = new Set(written.map(({ memberId }) => memberId))
  for (const memberId of authors) if (memberId) await syncLevel(context, memberId)
}
