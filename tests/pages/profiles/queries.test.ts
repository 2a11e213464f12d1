import { expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { findPerson, type PersonKey } from '../../../worker/pages/profiles/queries'
import { metered } from '../../discussion/comments/seed'
import { bindings, member } from '../../world'

/** Somebody who has said this much, under one post. */
const chatty = async (handle: string, count: number, person: string | null = null) => {
  const { id } = await member({ handle, person })
  const rows = Array.from({ length: count }, (_, at) => newId(new Date(Date.UTC(2026, 0, 1) + at)))
  await bindings.DB.batch([
    bindings.DB.prepare("insert or ignore into conversations (id) values ('post:open')"),
    bindings.DB.prepare(
      `insert into comments (id, conversation, root, path, depth, name, body, html, renderer, state,
        shown, member_id, person, written_at)
      select value, 'post:open', value, value, 0, 'Somebody', 'words', '<p>words</p>', 1,
        case when key % 4 = 3 then 'removed' else 'published' end, 1, ?2, ?3, 0
      from json_each(?1)`,
    ).bind(JSON.stringify(rows), id, person),
  ])
  return rows.filter((_, at) => at % 4 !== 3)
}

const read = async (who: PersonKey, before?: string, limit = 21) => {
  const { db, spent } = metered()
  const found = await findPerson(db, { who, before, limit, now: new Date() })
  expect(spent.trips).toBe(1)
  return { ...found, rows: spent.rows }
}

test.each([10, 1000, 10_000])(
  'a profile with %i comments costs no more than it shows',
  async (count) => {
    const handle = `chatty-${count}`
    const ids = await chatty(handle, count)
    for (const before of [undefined, ids[ids.length >> 1], ids[3]]) {
      const { member, said, rows } = await read({ handle }, before)
      expect(member?.handle).toBe(handle)
      expect(rows, before).toBeLessThanOrEqual(3 * said.length + 20)
    }
    const { said } = await read({ handle })
    expect(said.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 21))
  },
)

test('the profile of a person in content/people, with comments from before the account, costs the same', async () => {
  const own = await chatty('host-with-account', 2000, 'zed')
  await bindings.DB.prepare("update comments set member_id = null where person = 'zed' and id < ?")
    .bind(own[1000]!)
    .run()
  const { said, rows } = await read({ person: 'zed' }, own[1005])
  expect(said.map(({ id }) => id)).toEqual(own.slice(0, 1005).toReversed().slice(0, 21))
  expect(rows).toBeLessThanOrEqual(3 * said.length + 20)
})

test('an unknown profile costs next to nothing', async () => {
  const { member, former, said, rows } = await read({ handle: 'nobody-at-all' })
  expect({ member, former, said }).toEqual({ member: undefined, former: undefined, said: [] })
  expect(rows).toBeLessThanOrEqual(2)
})
