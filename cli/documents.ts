import { setTimeout as sleep } from 'node:timers/promises'
import { and, asc, gt, isNotNull, lt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../worker/env'
import { documents } from '../worker/discussion/search/table'
import type { SearchDocument } from './build-output'
import { isTransient } from './cli-error'
import { type Progress, printProgress } from './progress'

/** Known hashes per query. */
const HASHES_PER_QUERY = 5000
/** Removed documents per query. */
const REMOVALS_PER_QUERY = 25
/** From this many changed and removed documents on, FTS5 does not erase their old words. */
const BULK = 100
/** The longest document, in bytes of JSON, that fits into a statement of D1 (100 kB) in hexadecimal. */
const LONGEST_INLINED = 45_000
/**
 * Bytes of new documents per query. D1 accepts a value of 2 MB, but executes one query at a time, and
 * readers wait for each: this takes about a tenth of a second.
 */
const BYTES_PER_QUERY = 400_000
/** What a changed document costs, against a new one: FTS5 erases its old words one by one. */
const COST_OF_CHANGE = 8
/** How often a query is repeated while the database is unavailable. */
const RETRIES = 5

interface LoadOptions {
  bytesPerQuery?: number
  progress?: Progress
  /** The wait before the first repetition, in milliseconds; then twice as long each time. */
  retryDelay?: number
}

/**
 * Brings the search index to the documents of the build: writes those whose hash has changed, then
 * deletes those that are gone. Every query leaves a complete index, so a load that was interrupted
 * continues where it stopped. Gives the number of documents written and deleted.
 *
 * @param built is iterated twice
 */
export const loadDocuments = async (
  db: Db,
  built: Iterable<SearchDocument> | AsyncIterable<SearchDocument>,
  {
    bytesPerQuery = BYTES_PER_QUERY,
    progress = printProgress,
    retryDelay = 1000,
  }: LoadOptions = {},
) => {
  const retry: Retry = (query) => withRetries(query, RETRIES, retryDelay)
  const known = await listHashes(db, retry)
  const { changed, gone } = await compare(built, known)
  const isBulk = gone.length + [...changed].filter((id) => known.has(id)).length > BULK
  const costOf = (id: string) => (known.has(id) && !isBulk ? COST_OF_CHANGE : 1)
  const report = progress('documents loaded into the search', changed.size)
  let written = 0
  for await (const chunk of chunksOf(built, changed, costOf, bytesPerQuery)) {
    await retry(() => (isBulk ? rewriteDocuments(db, chunk) : writeDocuments(db, chunk)))
    report((written += chunk.length))
  }
  for (let at = 0; at < gone.length; at += REMOVALS_PER_QUERY) {
    const ids = gone.slice(at, at + REMOVALS_PER_QUERY)
    await retry(async () => {
      await (isBulk ? withoutErasing(db, [removal(db, ids)]) : removal(db, ids))
    })
  }
  return { changed: changed.size, gone: gone.length }
}

const compare = async (
  built: Iterable<SearchDocument> | AsyncIterable<SearchDocument>,
  known: ReadonlyMap<string, string>,
) => {
  const gone = new Set(known.keys())
  const changed = new Set<string>()
  for await (const { id, hash } of built) {
    gone.delete(id)
    if (known.get(id) !== hash) changed.add(id)
  }
  return { changed, gone: [...gone] }
}

/**
 * The hashes of the documents that a build has loaded, by id. The range of ids (`page:`, `person:`,
 * `post:`) is one of the unique index: the table also has every comment, topic and member.
 */
const listHashes = async (db: Db, retry: Retry): Promise<Map<string, string>> => {
  const hashes = new Map<string, string>()
  for (let last = 'page:'; ;) {
    const rows = await retry(() =>
      db
        .select({ id: documents.id, hash: documents.hash })
        .from(documents)
        .where(and(gt(documents.id, last), lt(documents.id, 'post;'), isNotNull(documents.hash)))
        .orderBy(asc(documents.id))
        .limit(HASHES_PER_QUERY)
        .all(),
    )
    for (const { id, hash } of rows) hashes.set(id, hash!)
    if (rows.length < HASHES_PER_QUERY) return hashes
    last = rows.at(-1)!.id
  }
}

/** Runs a query that may be repeated, and repeats it while the database is unavailable. */
type Retry = <T>(query: () => Promise<T>) => Promise<T>

/** Repeats a query while the database is unavailable: `left` times, each after twice the delay. */
export const withRetries = async <T>(
  query: () => Promise<T>,
  left: number,
  delay: number,
): Promise<T> => {
  try {
    return await query()
  } catch (error) {
    if (left === 0 || !isTransient(error)) throw error
    await sleep(delay)
    return withRetries(query, left - 1, delay * 2)
  }
}

/** The changed documents, as many at a time as fit into a query. */
const chunksOf = async function* (
  built: Iterable<SearchDocument> | AsyncIterable<SearchDocument>,
  changed: ReadonlySet<string>,
  costOf: (id: string) => number,
  bytesPerQuery: number,
): AsyncGenerator<SearchDocument[]> {
  let chunk: SearchDocument[] = []
  let bytes = 0
  for await (const document of built) {
    if (!changed.has(document.id)) continue
    const size = sizeOf(document) * costOf(document.id)
    if (chunk.length > 0 && bytes + size > bytesPerQuery) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push(document)
    bytes += size
  }
  if (chunk.length > 0) yield chunk
}

/** Bytes as JSON. */
const sizeOf = (document: SearchDocument) => Buffer.byteLength(JSON.stringify(document))

const renewed = {
  title: sql`excluded.title`,
  text: sql`excluded.text`,
  address: sql`excluded.address`,
  hash: sql`excluded.hash`,
}

/** One parameter, whatever the number of documents: D1 allows 100 of them, and 100 kB of SQL. */
const writeDocuments = async (db: Db, chunk: SearchDocument[]) => {
  await db.run(sql`
    INSERT INTO documents (id, title, text, address, hash)
    SELECT value ->> 'id', value ->> 'title', value ->> 'text', value ->> 'address', value ->> 'hash'
    FROM json_each(${JSON.stringify(chunk)}) WHERE true
    ON CONFLICT (id) DO UPDATE SET
      title = excluded.title, text = excluded.text, address = excluded.address, hash = excluded.hash`)
}

/** A statement per document: those of a batch have no parameters on a deployed hub. */
const rewriteDocuments = (db: Db, chunk: SearchDocument[]) =>
  chunk.some((document) => sizeOf(document) > LONGEST_INLINED)
    ? writeDocuments(db, chunk)
    : withoutErasing(
        db,
        chunk.map(({ id, title, text, address, hash }) =>
          db
            .insert(documents)
            .values({ id, title, text, address, hash })
            .onConflictDoUpdate({ target: documents.id, set: renewed }),
        ),
      )

/**
 * Runs the statements in a batch during which FTS5 only marks words as removed. It erases them at
 * once otherwise (migration 0008), which takes thirty times as long, but which members who erase
 * their data rely on: a batch is a transaction, so none of theirs is among these.
 */
const withoutErasing = async (db: Db, statements: BatchItem<'sqlite'>[]) => {
  const setErasing = (value: 0 | 1) =>
    db.run(
      sql.raw(
        `INSERT INTO documents_words (documents_words, rank) VALUES ('secure-delete', ${value})`,
      ),
    )
  await db.batch([setErasing(0), ...statements, setErasing(1)])
}

const removal = (db: Db, ids: string[]) =>
  db
    .delete(documents)
    .where(sql`${documents.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`)
