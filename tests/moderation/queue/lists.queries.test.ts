import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { countLists, findQueue, findCommentDetails } from '../../../worker/moderation/queue/queries'
import {
  type QueuePosition,
  type QueueList,
  queueLists,
  MAX_COUNT,
  QUEUE_PAGE_SIZE,
} from '../../../worker/moderation/queue/rules'
import { metered } from '../../discussion/comments/seed'
import { bindings, db } from '../../world'

/** As many of each kind as no hub should ever have. */
const CROWD = 10_000
const now = new Date()
const TODAY = now.getTime()
const host = newId(now)
const other = newId(now)

const idOf = (kind: number, at: number) =>
  `01900000-0000-7000-8000-${kind}${String(at).padStart(11, '0')}`

const run = (sql: string) => bindings.DB.exec(sql.replaceAll(/\s+/g, ' '))

/** Comments of one kind, all by the same guest, put there by SQL: through the forms it takes hours. */
const crowd = (kind: number, columns: Record<string, string>) =>
  run(`with recursive n (i) as (select 0 union all select i + 1 from n where i < ${CROWD - 1})
    insert into comments (id, conversation, root, path, depth, guest_id, name, body, html, renderer,
      shown, written_at, ${Object.keys(columns).join(', ')})
    select id, 'post:open', id, id, 0, 'g', 'Ada', 'words', '<p>words</p>', 1, 0, i,
      ${Object.values(columns).join(', ')}
    from (select printf('01900000-0000-7000-8000-${kind}%011d', i) as id, i from n)`)

beforeAll(async () => {
  await run(`insert into conversations (id) values ('post:open')`)
  await run(
    `insert into guests (id, name, email, created_at) values ('g', 'Ada', 'a@b.example', 1)`,
  )
  await run(`insert into members (id, handle, name, email, role, created_at, updated_at) values
    ('${host}', 'host', 'Hana', 'h@b.example', 'host', 1, 1),
    ('${other}', 'other', 'Olaf', 'o@b.example', 'host', 1, 1)`)
  await crowd(1, { state: `'held'`, held_for: `'links'`, spam: `(i % 10) / 10.0`, state_at: 'i' })
  await crowd(2, { state: `'published'`, asks: '1', state_at: 'i' })
  await crowd(3, { state: `'faded'`, state_at: `${TODAY} - i` })
  await crowd(4, { state: `'held'`, held_for: `'resting'`, member_id: `'${other}'`, as_host: '1' })
  await crowd(5, { state: `'published'` })
  // Every one of the last kind was reported, and one of them by a crowd.
  await run(`insert into reports (id, comment, reporter, weight, at)
    select 'r' || id, id, 'somebody', 0, 1 from comments where id >= '${idOf(5, 0)}'`)
  await run(`insert into reports (id, comment, reporter, weight, at)
    select 's' || id, '${idOf(5, 3)}', id, 0, 1 from comments where id < '${idOf(2, 0)}'`)
}, 60_000)

let spent: ReturnType<typeof metered>['spent']
let counted: typeof db
beforeEach(() => {
  const meter = metered()
  spent = meter.spent
  counted = meter.db
})

const asked = { host, now, closed: [] }

describe('with ten thousand comments of each kind', () => {
  test.each(queueLists)('a page of the list %s reads a bounded number of rows', async (list) => {
    const { rows, later } = await findQueue(counted, list, asked)
    expect(rows).toHaveLength(QUEUE_PAGE_SIZE)
    expect(later).toBeDefined()
    const first = spent.rows
    // The five counts, and for each row what it answers, its author's latest, and its reports.
    expect(first).toBeLessThan(5 * 3 * (MAX_COUNT + 1) + QUEUE_PAGE_SIZE * 100)
    spent.rows = 0
    await findQueue(counted, list, { ...asked, after: later })
    expect(spent.rows).toBeLessThan(first * 1.5)
    expect(spent.trips).toBe(2)
  })

  test('the counts stop at a hundred', async () => {
    const [counts] = await counted.batch([countLists(counted, asked)])
    expect(counts[0]).toMatchObject(
      Object.fromEntries(queueLists.map((list) => [list, MAX_COUNT + 1])),
    )
    expect(spent.rows).toBeLessThan(5 * 4 * (MAX_COUNT + 1))
  })

  test('a comment with many reports reads no more of them than it shows', async () => {
    const one = await findCommentDetails(counted, idOf(5, 3), undefined)
    expect(one!.row.reports).toHaveLength(50)
    expect(one!.row.reported).toBe(MAX_COUNT + 1)
    expect(spent.rows).toBeLessThan(600)
  })
})

/** The ids of a list, page after page. */
const walk = async (list: QueueList, pages: number) => {
  const ids: string[] = []
  let after: QueuePosition | undefined
  for (let page = 0; page < pages; page++) {
    const { rows, later } = await findQueue(db, list, { ...asked, after })
    ids.push(...rows.map(({ id }) => id))
    after = later
  }
  return ids
}

test('held comments are sorted by least likely spam, then oldest first', async () => {
  const ids = await walk('held', 3)
  expect(ids).toEqual(Array.from({ length: 3 * QUEUE_PAGE_SIZE }, (_, at) => idOf(1, at * 10)))
})

test('every list is paged without repeating a comment', async () => {
  for (const list of queueLists) {
    const ids = await walk(list, 4)
    expect(new Set(ids).size, list).toBe(4 * QUEUE_PAGE_SIZE)
  }
})

test('faded comments are sorted newest first', async () => {
  expect(await walk('faded', 1)).toEqual(
    Array.from({ length: QUEUE_PAGE_SIZE }, (_, at) => idOf(3, at)),
  )
})
