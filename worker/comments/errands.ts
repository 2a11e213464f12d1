import { findMember } from '../members/queries'
import type { Errand } from '../notices/errands'
import { outgoing } from '../notices/queries'
import { relinkComments } from './relinking'

/** Lets the links of a member be followed, or no more, as the level says that they have now. */
export const followLevel: Errand = async ({ db, hub, now }, { event, subject }) => {
  const member = await findMember(db, subject)
  if (!member) return 'nobody'
  const level = hub.levels.find(({ id }) => id === member.level)
  const isMore = await relinkComments(
    db,
    subject,
    level?.may.followedLinks ?? false,
    undefined,
    hub.people,
  )
  if (isMore) await outgoing(db, { event, subject, now })
  return 'done'
}
