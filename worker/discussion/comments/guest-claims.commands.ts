import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { unconfirmedGuestsOf } from '../../accounts/members/erasure-subject.table'
import type { MemberByline } from './personal-data'
import { comments } from './table'

/** Lets a host decide about all that waited for this guest to be confirmed: it never appears by itself. */
export const holdUnconfirmedComments = (db: Db, guestId: string) =>
  db
    .update(comments)
    .set({ heldFor: 'host' })
    .where(
      and(
        eq(comments.guestId, guestId),
        eq(comments.state, 'held'),
        eq(comments.heldFor, 'unconfirmed'),
      ),
    )

/** What guests wrote with the address of a member, which anybody can type. */
const isUnconfirmed = (memberId: string): SQL =>
  sql`${comments.guestId} in ${unconfirmedGuestsOf(memberId)} and ${comments.state} <> 'removed'`

/** How much was written with a member's address that nobody confirmed, and the first of it. */
export const findUnconfirmedClaims = async (db: Db, memberId: string, few: number) => {
  const isMeant = isUnconfirmed(memberId)
  const [first, [count]] = await db.batch([
    db.select().from(comments).where(isMeant).orderBy(comments.id).limit(few),
    db
      .select({ all: sql<number>`count(*)` })
      .from(comments)
      .where(isMeant),
  ])
  return { first, all: count?.all ?? 0 }
}

/** Some of it, as a member has seen it: whoever wrote it may have changed the words since. */
export interface ShownClaims {
  memberId: string
  ids: string[]
  asOf: Date
}

const isSeen = ({ memberId, ids, asOf }: ShownClaims): SQL =>
  sql`${isUnconfirmed(memberId)} and ${inArray(comments.id, ids)}
    and coalesce(${comments.revisedAt}, ${comments.writtenAt}) <= ${asOf.getTime()}`

export const listShownClaims = (db: Db, seen: ShownClaims) =>
  db.select().from(comments).where(isSeen(seen)).orderBy(comments.id)

/**
 * Makes a member's what they say that they wrote. The guest stays unconfirmed: whoever holds that
 * guest's cookie can neither change these words any more nor write others that appear.
 */
export const claimShown = (
  db: Db,
  { id, name, handle, website, level }: MemberByline,
  seen: ShownClaims,
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
      // Unless it is approved in a moment, a host decides.
      heldFor: sql`iif(${comments.heldFor} = 'unconfirmed', 'host', ${comments.heldFor})`,
    })
    .where(isSeen(seen))
    .returning({ id: comments.id })
