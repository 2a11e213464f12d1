import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { unconfirmedGuestsOf } from '../../accounts/members/erasure-subject.table'
import type { MemberByline } from './personal-data'
import { comments } from './table'

/** Makes the comments of an unconfirmed guest wait for a host: confirming no longer publishes them. */
export const holdUnconfirmedComments = (db: Db, guestId: string) =>
  db
    .update(comments)
    .set({ heldFor: 'host' })
    .where(
      and(
        eq(comments.guestId, guestId),
        // The `+`: by the guest's index, not through all that is held.
        sql`+${comments.state} = 'held'`,
        eq(comments.heldFor, 'unconfirmed'),
      ),
    )

/** SQL: comments by unconfirmed guests with a member's email address, which anybody can type. */
const isUnconfirmed = (memberId: string): SQL =>
  sql`${comments.guestId} in ${unconfirmedGuestsOf(memberId)} and ${comments.state} <> 'removed'`

/** The number of unconfirmed comments with a member's email address, and the first few. */
export const findUnconfirmedClaims = async (db: Db, memberId: string, few: number) => {
  const which = isUnconfirmed(memberId)
  const [first, [count]] = await db.batch([
    db.select().from(comments).where(which).orderBy(comments.id).limit(few),
    db
      .select({ all: sql<number>`count(*)` })
      .from(comments)
      .where(which),
  ])
  return { first, all: count?.all ?? 0 }
}

/** The comments that a member was shown, and when: the guest may have edited them since. */
export interface ShownClaims {
  memberId: string
  ids: string[]
  asOf: Date
}

const isUnchanged = ({ memberId, ids, asOf }: ShownClaims): SQL =>
  sql`${isUnconfirmed(memberId)} and ${inArray(comments.id, ids)}
    and coalesce(${comments.revisedAt}, ${comments.writtenAt}) <= ${asOf.getTime()}`

export const listShownClaims = (db: Db, claims: ShownClaims) =>
  db.select().from(comments).where(isUnchanged(claims)).orderBy(comments.id)

/**
 * Gives a member the comments that they say are theirs, if not edited since they were shown. The
 * guest stays unconfirmed: a browser with that guest's cookie can no longer edit these comments,
 * nor publish others.
 */
export const claimShown = (
  db: Db,
  { id, name, handle, website, level }: MemberByline,
  claims: ShownClaims,
) =>
  db
    .update(comments)
    .set({
      memberId: id,
      guestId: null,
      name,
      website,
      handle,
      level,
      // If the caller does not approve it next, a host decides.
      heldFor: sql`iif(${comments.heldFor} = 'unconfirmed', 'host', ${comments.heldFor})`,
    })
    .where(isUnchanged(claims))
    .returning({ id: comments.id })
