import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { changeComments } from '../../../cli/comments'
import { comments } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { syncLevel } from '../../../worker/discussion/comments/level-sync.commands'
import { grants, members } from '../../../worker/accounts/members/table'
import { readHub } from '../../../worker/http/hub'
import { ask, bindings, db, member, send } from '../../world'

const hub = await readHub(bindings)
const weekAgo = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000)

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})

type Rosa = Awaited<ReturnType<typeof member>>

const levelOf = async ({ id }: Rosa) =>
  (await db.select().from(members).where(eq(members.id, id)))[0]!.level

const bylinesOf = async ({ id }: Rosa) =>
  (await db.select().from(comments).where(eq(comments.memberId, id))).map(({ level }) => level)

const idIn = ({ headers }: { headers: Headers }) =>
  /c-([0-9a-f-]{36})/.exec(headers.get('location') ?? '')![1]!

const say = async (rosa: Rosa, body: string) =>
  idIn(await send('/community/conversations/post:open/comments', { body }, rosa))

/** As long ago as a level asks for. */
const ageAll = async ({ id }: Rosa) => {
  await db.update(comments).set({ writtenAt: weekAgo }).where(eq(comments.memberId, id))
  await db.update(members).set({ firstApprovedAt: weekAgo }).where(eq(members.id, id))
}

/** What a host does at the command line. */
const atTheCommandLine = (act: string, id: string) =>
  changeComments(db, { act, ids: [id], rule: 'spam' }, new Date(), hub)

const fourLinks = [1, 2, 3, 4].map((n) => `https://example.org/${n}`).join(' ')
const isHeld = async (rosa: Rosa) => {
  const id = await say(rosa, `${fourLinks} ${crypto.randomUUID()}`)
  const [row] = await db.select().from(comments).where(eq(comments.id, id))
  return row!.state === 'held'
}

test('a member’s level and bylines follow their activity, up and down', async () => {
  const rosa = await member()
  const one = await say(rosa, 'One')
  await say(rosa, 'Two')
  expect(await levelOf(rosa)).toBe('newcomer')
  await ageAll(rosa)
  expect(await isHeld(rosa)).toBe(true)

  await say(rosa, 'Three')
  expect(await levelOf(rosa)).toBe('regular')
  expect(new Set(await bylinesOf(rosa))).toEqual(new Set(['regular']))

  await atTheCommandLine('fade', one)
  expect(await levelOf(rosa)).toBe('newcomer')
  expect(new Set(await bylinesOf(rosa))).toEqual(new Set(['newcomer']))
  expect(await isHeld(rosa)).toBe(true)

  await atTheCommandLine('restore', one)
  expect(await levelOf(rosa)).toBe('regular')
  expect(await isHeld(rosa)).toBe(false)
})

test('permissions follow the current activity, before the level is synced', async () => {
  const rosa = await member({ approvedComments: 3, firstApprovedAt: weekAgo, level: 'newcomer' })
  expect(await isHeld(rosa)).toBe(false)
})

const given = (rosa: Rosa, kind: 'grant' | 'hold', level: string) =>
  db.insert(grants).values({
    id: newId(new Date()),
    memberId: rosa.id,
    kind,
    level,
    reason: 'Because',
    grantedBy: 'somebody',
    grantedAt: new Date(),
  })

test('a grant raises, a hold lowers, and the hold wins', async () => {
  const rosa = await member()
  const settled = async () => {
    await syncLevel({ db, hub, now: new Date() }, rosa.id)
    return levelOf(rosa)
  }
  await given(rosa, 'grant', 'expert')
  expect(await settled()).toBe('expert')
  expect(await isHeld(rosa)).toBe(false)
  await given(rosa, 'hold', 'newcomer')
  expect(await settled()).toBe('newcomer')
  expect(await isHeld(rosa)).toBe(true)
  await db.update(grants).set({ endedAt: new Date() }).where(eq(grants.kind, 'hold'))
  expect(await settled()).toBe('expert')
})

test('a member held at the lowest level stays a member', async () => {
  const rosa = await member()
  await given(rosa, 'hold', 'guest')
  await say(rosa, 'Held, as a guest’s would be')
  expect((await ask('/community/posts/in-crew/', {}, rosa)).status).toBe(200)
  const [row] = await db.select().from(comments).where(eq(comments.memberId, rosa.id))
  expect(row).toMatchObject({ state: 'held', heldFor: 'all' })
})

test('syncing the level of an unknown member does nothing', async () => {
  await expect(syncLevel({ db, hub, now: new Date() }, 'nobody')).resolves.toBeUndefined()
})
