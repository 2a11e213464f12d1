import { type Running, type Slug, startHub, withDatabase } from './hub'
import type { Part } from './report'
import { sendComment } from './sending'

const measured = ['ten', 'thousand', 'ten-thousand'] as const satisfies Slug[]
const named = { ten: '10', thousand: '1 000', 'ten-thousand': '10 000' }

/** The orders, and how each reads the comments `c` with their roots `r`. */
const orders = {
  oldest: 'c.root, c.path',
  newest: 'c.root desc, c.path',
  appreciated: 'r.appreciation desc, r.id, c.path',
}
const cases = measured.flatMap((slug) =>
  Object.entries(orders).map(([order, by]) => ({ slug, order, by })),
)

/** The comments with which the middle page and the last one begin. */
const findPlaces = async (database: D1Database, slug: Slug, by: string) => {
  const { results } = await database
    .prepare(
      `select c.id from comments c join comments r on r.id = c.root
      where c.conversation = ? and c.shown = 1 order by ${by}`,
    )
    .bind(`post:${slug}`)
    .all<{ id: string }>()
  const at = (index: number) => results[Math.max(0, index)]!.id
  return { first: undefined, middle: at(results.length / 2), last: at(results.length - 50) }
}

const findAddresses = () =>
  withDatabase(async (database) => {
    const found = []
    for (const { slug, order, by } of cases)
      for (const [place, from] of Object.entries(await findPlaces(database, slug, by))) {
        const query = new URLSearchParams({ sort: order, ...(from && { from }) })
        found.push({ name: [named[slug], order, place], slug, query: `?${query}` })
      }
    return found
  })

interface Page {
  shown: number
  rows: number
  trips: number
}

const read = async (url: string, cookie?: string): Promise<Page> => {
  const answer = await fetch(url, { headers: cookie ? { cookie } : {} })
  const html = await answer.text()
  return {
    shown: html.match(/<article\b[^>]*\bid="c-/g)?.length ?? 0,
    rows: Number(answer.headers.get('x-rows-read')),
    trips: Number(answer.headers.get('x-round-trips')),
  }
}

interface Line extends Page {
  name: string[]
}

const lines = async (hub: Running, cookie: string): Promise<Line[]> => {
  const found: Line[] = []
  for (const { name, slug, query } of await findAddresses())
    found.push({ name, ...(await read(hub.post(slug, query), cookie)) })
  return found
}

/** A page that is in the cache by now: the second asking, without a cookie. */
const readCached = async (hub: Running) => {
  await read(hub.post('thousand'))
  await new Promise((done) => setTimeout(done, 500))
  return read(hub.post('thousand'))
}

/** Rows that D1 reads for a page. */
export const rows = async (): Promise<Part> => {
  const hub = await startHub('meter')
  try {
    const { cookie } = await sendComment(hub, 2)
    const found = await lines(hub, cookie)
    const cached = await readCached(hub)
    const over = found.filter(({ rows, shown }) => rows > 3 * shown + 20)
    const worst = Math.max(...found.map(({ rows, shown }) => rows / (3 * shown + 20)))
    return {
      title: 'Rows',
      how: "By D1's own count, for the whole page of a guest with a cookie, who gets it from D1; the Worker runs with a meter on its database.",
      targets: [
        {
          what: 'rows read for a page, whatever the length of its conversation',
          keep: '≤ 3 × the comments shown + 20',
          found: `at most ${worst.toFixed(2)} of that`,
          kept: over.length === 0,
          cause: `over it are ${over.map(({ name }) => name.join(' ')).join(', ')}.`,
        },
        {
          what: 'rows read for a page from the cache',
          keep: '0',
          found: String(cached.rows),
          kept: cached.rows === 0 && cached.shown > 0,
        },
      ],
      tables: [
        {
          head: ['comments', 'order', 'page', 'shown', 'rows read', 'round trips'],
          rows: found.map(({ name, shown, rows, trips }) => [
            ...name,
            String(shown),
            String(rows),
            String(trips),
          ]),
        },
      ],
    }
  } finally {
    await hub.stop()
  }
}
