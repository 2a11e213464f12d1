import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../worker/env'

type Statement = BatchItem<'sqlite'>

/** Writes that are put off, to be saved together. */
export interface Gathering {
  /** The database, but for its batches, which are put off too. */
  db: Db
  add: (statement: Statement) => void
  /** Everything or nothing. */
  save: () => Promise<void>
}

/**
 * Lets a room's own queries write a great deal as one batch: what would be many transactions, of
 * which the last might never come, is one.
 */
export const gathering = (db: Db): Gathering => {
  const statements: Statement[] = []
  const batch = async (more: Statement[]) => void statements.push(...more)
  return {
    db: Object.create(db, { batch: { value: batch } }) as Db,
    add: (statement) => void statements.push(statement),
    save: async () => {
      const [first, ...rest] = statements
      if (first) await db.batch([first, ...rest])
    },
  }
}
