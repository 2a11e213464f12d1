import { and, eq } from 'drizzle-orm'
import type { Db } from '../env'
import { comments } from './table'

/** Lets a host decide about all that waited for this guest to be confirmed: it never appears by itself. */
export const holdUnconfirmedOf = (db: Db, guestId: string) =>
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
