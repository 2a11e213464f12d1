import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { type SearchQuery, search } from '../../worker/discussion/search/queries'
import { PAGE, toMatch } from '../../worker/discussion/search/rules'
import { fillComments, MANY } from '../discussion/search/many'
import { folder } from './hub'
import type { Part } from './report'

const ROUNDS = 15

const questions = {
  'a word that all say': 'saddle',
  'a word that one in a hundred says': 'w7',
  'two words, one of them rare': 'saddle w7',
  'a word that one says': 'n777 says',
  'a word that nobody says': 'velodrome',
}

/** What FTS5 gives by itself: the best eleven with excerpts, without permissions. */
const BARE = `select rowid, rank, snippet(documents_words, 1, '', '', '…', 32) from documents_words
  where documents_words match ? order by rank limit ${PAGE + 1}`

const question = (typed: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  match: toMatch(typed)!,
  visibility: { spaces: ['public'], hiddenPosts: [] },
  filters: {},
  posts: { by: [] },
  people: [],
  now: new Date(),
  ...more,
})

/** A viewer who may read one comment in fifty. */
const guarded = { visibility: { spaces: ['public'], hiddenPosts: ['post:saddles'] } }

const took = async (work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const median = (times: number[]) => times.toSorted((one, other) => one - other)[times.length >> 1]!

const compare = async (database: D1Database, typed: string) => {
  const db = drizzle(database, { casing: 'snake_case' })
  const bare = database.prepare(BARE).bind(toMatch(typed)!)
  const ways = {
    bare: () => bare.all(),
    hub: () => search(db, question(typed)),
    some: () => search(db, question(typed, guarded)),
  }
  const times = { bare: [] as number[], hub: [] as number[], some: [] as number[] }
  for (let round = 0; round < ROUNDS; round++)
    for (const way of Object.keys(ways) as (keyof typeof ways)[])
      times[way].push(await took(ways[way]))
  return { bare: median(times.bare), hub: median(times.hub), some: median(times.some) }
}

/** How long the search takes, beside FTS5 by itself. */
export const searches = async (): Promise<Part> => {
  const state = resolve(folder, 'search')
  rmSync(state, { recursive: true, force: true })
  const found: [string, Awaited<ReturnType<typeof compare>>][] = []
  await withLocalDatabase(state, async (database) => {
    await migrate(database)
    await fillComments((statement) => database.prepare(statement).run())
    for (const [what, typed] of Object.entries(questions))
      found.push([what, await compare(database, typed)])
  })
  return {
    title: 'Search',
    how: `${MANY.toLocaleString('en-GB')} comments in a local D1, asked in turn, medians of ${ROUNDS}: by the hub, with the access rule, the titles and where each comment stands; by the hub for somebody who may read one comment in fifty; and by FTS5 alone, for the best ${PAGE + 1} with their excerpts. What each may read is in tests/search.`,
    targets: [],
    tables: [
      {
        head: ['question', 'FTS5 alone, ms', 'the hub, ms', 'ratio', 'with most unreadable, ms'],
        rows: found.map(([what, { bare, hub, some }]) => [
          what,
          bare.toFixed(1),
          hub.toFixed(1),
          (hub / bare).toFixed(2),
          some.toFixed(1),
        ]),
      },
    ],
  }
}
