import { drizzle } from 'drizzle-orm/d1'
import { MAX_DEPTH } from '../../../worker/discussion/comments/rules'
import type { Comment } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { bindings } from '../../world'

/** A comment to be there before a test begins. */
export interface Seed {
  /** The place of its parent among the seeds. */
  parent?: number | undefined
  state?: Comment['state']
  appreciation?: number
  guestId?: string
  memberId?: string
}

interface Row extends Seed {
  id: string
  parentId: string | null
  root: string
  path: string
  depth: number
  sunk: boolean
  shown: boolean
}

const START = Date.UTC(2026, 0, 10)

const rowsOf = (seeds: Seed[]): Row[] => {
  const rows: Row[] = []
  for (const [at, seed] of seeds.entries()) {
    const id = newId(new Date(START + at * 1000))
    const above = seed.parent === undefined ? undefined : rows[seed.parent]
    const isFaded = seed.state === 'faded'
    const name = above && isFaded ? `~${id}` : id
    const branch =
      above && above.depth >= MAX_DEPTH
        ? above.path.slice(0, above.path.lastIndexOf('/'))
        : above?.path
    rows.push({
      ...seed,
      id,
      parentId: above?.id ?? null,
      root: above?.root ?? id,
      path: above ? `${branch}/${name}` : id,
      depth: above ? Math.min(above.depth + 1, MAX_DEPTH) : 0,
      sunk: above ? above.sunk : isFaded,
      shown: !['held', 'removed'].includes(seed.state ?? 'published'),
    })
  }
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const row of rows.toReversed()) {
    const above = byId.get(row.parentId ?? '')
    if (above && row.shown) above.shown = true
  }
  return rows
}

/** Puts a whole conversation into the database at once; gives back the ids, in the order given. */
export const seed = async (conversation: string, seeds: Seed[]): Promise<string[]> => {
  const rows = rowsOf(seeds)
  await bindings.DB.batch([
    bindings.DB.prepare('insert or ignore into conversations (id) values (?)').bind(conversation),
    bindings.DB.prepare(
      `insert into comments (id, conversation, parent_id, root, path, depth, sunk, name, body, html,
        renderer, state, shown, appreciation, guest_id, member_id, written_at)
      select value ->> 'id', ?1, value ->> 'parentId', value ->> 'root', value ->> 'path',
        value ->> 'depth', value ->> 'sunk', 'Somebody', 'words', '<p>words</p>', 1,
        coalesce(value ->> 'state', 'published'), value ->> 'shown',
        coalesce(value ->> 'appreciation', 0), value ->> 'guestId', value ->> 'memberId', ?3
      from json_each(?2)`,
    ).bind(conversation, JSON.stringify(rows), START),
    bindings.DB.prepare(
      `update comments set replies = (
        select count(*) from comments c where c.parent_id = comments.id and c.shown = 1)
      where conversation = ?`,
    ).bind(conversation),
    bindings.DB.prepare(
      `update conversations set comments = (
        select count(*) from comments where conversation = ?1 and state = 'published')
      where id = ?1`,
    ).bind(conversation),
  ])
  return rows.map(({ id }) => id)
}

/** The database, counting what it is asked. */
export const metered = () => {
  const spent = { trips: 0, rows: 0 }
  const DB = new Proxy(bindings.DB, {
    get: (real, name: keyof D1Database) =>
      name === 'batch'
        ? async (statements: D1PreparedStatement[]) => {
            const results = await real.batch(statements)
            spent.trips++
            for (const { meta } of results) spent.rows += meta.rows_read
            return results
          }
        : (real[name] as () => unknown).bind(real),
  })
  return { spent, DB, db: drizzle(DB, { casing: 'snake_case' }) }
}
