import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { fillConversations } from './comments'
import type { Part } from './report'

/** Cloudflare's limits of a D1 database, in bytes. */
const FREE = 500_000_000
const PAID = 10_000_000_000

/** Comments of the filling. */
const COMMENTS = 40_000

/** The size of the database in bytes, by D1's own count. */
const sizeOf = async (database: D1Database): Promise<number> =>
  (await database.prepare('select 1').run()).meta.size_after

const averageOf = async (database: D1Database): Promise<number> => {
  const row = await database
    .prepare('select avg(length(body)) as average from comments')
    .first<{ average: number }>()
  return row!.average
}

/** The sizes before and after the filling, and the average length of a comment in characters. */
const fill = async (database: D1Database) => {
  await migrate(database)
  const empty = await sizeOf(database)
  await fillConversations(database, {
    'post:long': COMMENTS / 2,
    ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`post:${at}`, COMMENTS / 80])),
  })
  return { empty, full: await sizeOf(database), average: await averageOf(database) }
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(2)} kB`
const thousands = (count: number) =>
  `${new Intl.NumberFormat('fr').format(Math.floor(count / 1000)).replaceAll(/\s/g, ' ')} 000`

/** How much of the database a comment takes, and how many fit into one. */
export const size = async (): Promise<Part> => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-size-'))
  try {
    const { empty, full, average } = await withLocalDatabase(folder, fill)
    const each = (full - empty) / COMMENTS
    return {
      title: 'Size',
      how: `By D1's own count (\`size_after\`), with indexes and the search: ${COMMENTS} comments of ${Math.round(average)} characters on average, about half of them replies, in 41 conversations.`,
      targets: [
        {
          what: 'comments that fit into a D1 database of Workers Paid',
          keep: '≥ 1 000 000',
          found: thousands(PAID / each),
          kept: PAID / each >= 1_000_000,
        },
      ],
      tables: [
        {
          head: ['empty', 'a comment', 'fit into 500 MB (Free)', 'fit into 10 GB (Paid)'],
          rows: [
            [kilobytes(empty), kilobytes(each), thousands(FREE / each), thousands(PAID / each)],
          ],
        },
      ],
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
