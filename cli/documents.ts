import { eq, isNotNull, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../worker/env'
import { documents } from '../worker/discussion/search/table'
import type { SearchDocument } from './build-output'

/** Characters of text per statement. D1 allows 100 kB, and non-ASCII text is written as hex. */
const CHARACTERS_PER_STATEMENT = 10_000
/** Statements per batch. */
const STATEMENTS_PER_BATCH = 50

/** Writes changed documents to the search index and deletes removed ones. Gives the number of each. */
export const loadDocuments = async (db: Db, built: SearchDocument[]) => {
  const known = await db
    .select({ id: documents.id, hash: documents.hash })
    .from(documents)
    .where(isNotNull(documents.hash))
  const hashes = new Map(known.map(({ id, hash }) => [id, hash]))
  const changed = built.filter(({ id, hash }) => hashes.get(id) !== hash)
  const kept = new Set(built.map(({ id }) => id))
  const gone = known.filter(({ id }) => !kept.has(id))
  await inBatches(db, [
    ...gone.map(({ id }) => [db.delete(documents).where(eq(documents.id, id))]),
    ...changed.map((document) => documentStatements(db, document)),
  ])
  return { changed: changed.length, gone: gone.length }
}

/**
 * The hash is written last: a document whose load was interrupted between two batches has no hash,
 * and so is loaded again next time.
 */
const documentStatements = (
  db: Db,
  { id, title, text, address, hash }: SearchDocument,
): BatchItem<'sqlite'>[] => {
  const [first = '', ...rest] = piecesOf(text)
  const values = { title, text: first, address, hash: '' }
  return [
    db
      .insert(documents)
      .values({ id, ...values })
      .onConflictDoUpdate({ target: documents.id, set: values }),
    ...rest.map((piece) =>
      db
        .update(documents)
        .set({ text: sql`${documents.text} || ${piece}` })
        .where(eq(documents.id, id)),
    ),
    db.update(documents).set({ hash }).where(eq(documents.id, id)),
  ]
}

const piecesOf = (text: string) => {
  const characters = [...text]
  return Array.from({ length: Math.ceil(characters.length / CHARACTERS_PER_STATEMENT) }, (_, at) =>
    characters.slice(at * CHARACTERS_PER_STATEMENT, (at + 1) * CHARACTERS_PER_STATEMENT).join(''),
  )
}

const inBatches = async (db: Db, groups: BatchItem<'sqlite'>[][]) => {
  const statements = groups.flat()
  for (let at = 0; at < statements.length; at += STATEMENTS_PER_BATCH) {
    const [first, ...rest] = statements.slice(at, at + STATEMENTS_PER_BATCH)
    if (first) await db.batch([first, ...rest])
  }
}
