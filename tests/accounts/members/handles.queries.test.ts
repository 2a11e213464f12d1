import { expect, test } from 'vitest'
import { findFreeHandle } from '../../../worker/accounts/members/free-handle.queries'
import { handleFault, FORMER_HANDLE_MS } from '../../../worker/accounts/members/handle.rules'
import { formerHandles } from '../../../worker/accounts/members/table'
import { bindings, db, member } from '../../world'

const secret = bindings.HUB_SECRET!
const hub = { people: { mara: { name: 'Mara Lindqvist' } }, reservedNames: ['Mara Lindqvist'] }

test('the first member gets the handle of their name, the next a number', async () => {
  expect(await findFreeHandle({ db, secret, now: new Date() }, hub, 'Rosa Park')).toBe('rosa-park')
  await member({ handle: 'Rosa-Park' })
  expect(await findFreeHandle({ db, secret, now: new Date() }, hub, 'Rosa Park')).toBe(
    'rosa-park-2',
  )
  await member({ handle: 'rosa-park-2' })
  expect(await findFreeHandle({ db, secret, now: new Date() }, hub, 'rosa PARK')).toBe(
    'rosa-park-3',
  )
})

test('a long name is cut so that a number fits', async () => {
  const name = 'Karl-Theodor Maria Nikolaus Johann'
  await member({ handle: await findFreeHandle({ db, secret, now: new Date() }, hub, name) })
  const next = await findFreeHandle({ db, secret, now: new Date() }, hub, name)
  expect(next).toBe('karl-theodor-maria-nikolaus-2')
  expect(handleFault(next, hub)).toBeUndefined()
})

test.each(['Admin', 'Mara Lindqvist', '王小明', 'm4ra'])(
  'a member named %s gets no reserved handle',
  async (name) => {
    const handle = await findFreeHandle({ db, secret, now: new Date() }, hub, name)
    expect(handle).toMatch(/^member-\d+$/)
    expect(handleFault(handle, hub)).toBeUndefined()
  },
)

test('a former handle is not free for a year', async () => {
  const now = new Date()
  const { id } = await member({ handle: 'ada-new' })
  await db.insert(formerHandles).values({ handle: 'ada', memberId: id, changedAt: now })
  expect(await findFreeHandle({ db, secret, now }, hub, 'Ada')).toBe('ada-2')
  const later = new Date(now.getTime() + FORMER_HANDLE_MS + 1)
  expect(await findFreeHandle({ db, secret, now: later }, hub, 'Ada')).toBe('ada')
})

test('when all numbers are taken, the handle is random', async () => {
  await member({ handle: 'crowd' })
  for (let number = 2; number <= 21; number++) await member({ handle: `crowd-${number}` })
  const handle = await findFreeHandle({ db, secret, now: new Date() }, hub, 'Crowd')
  expect(handle).toMatch(/^crowd-[0-9a-f]{8}$/)
  expect(handleFault(handle, hub)).toBeUndefined()
})
