import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { log } from '../../../worker/audit/table'
import { changeState } from '../../../worker/discussion/comments/state-change.commands'
import { comments, removals } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { db, member, say, send, topic } from '../../world'

const states = ['held', 'published', 'faded', 'removed'] as const

/** Numbers that look random and are the same in every run. */
const numbers = (seed: number) => (below: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((seed / 2_147_483_648) * below)
}

const stored = () =>
  db
    .select({
      id: conversations.id,
      lastComment: conversations.lastComment,
      lastCommentAt: conversations.lastCommentAt,
      activeAt: conversations.activeAt,
    })
    .from(conversations)
    .orderBy(conversations.id)

/** The same, counted from all comments. */
const recounted = async () => {
  const all = await db.select().from(comments)
  const rows = await db.select().from(conversations).orderBy(conversations.id)
  return rows.map(({ id, startedAt }) => {
    const last = all
      .filter((each) => each.conversation === id && each.state === 'published' && !each.opens)
      .toSorted((one, other) => (one.id < other.id ? 1 : -1))
      .at(0)
    const lastCommentAt = last?.writtenAt ?? null
    return {
      id,
      lastComment: last?.id ?? null,
      lastCommentAt,
      activeAt: lastCommentAt ?? startedAt,
    }
  })
}

const agree = async (after: string) => expect(await stored(), after).toEqual(await recounted())

const speak = async (to: string) => {
  const by = await member()
  return say(by, `Something to say, number ${by.handle}.`, { to, cookie: by.cookie })
}

const change = async (id: string, to: (typeof states)[number]) => {
  const [{ state } = { state: to }] = await db.select().from(comments).where(eq(comments.id, id))
  if (state === to) return
  const move = { id, from: [state], to, now: new Date(), hasBackup: to === 'removed' }
  const [first, ...others] = changeState(db, move)
  await db.batch([first!, ...others])
}

test('the last comment of a conversation is right after any change of its comments', async () => {
  const [one, other] = [await topic({ title: 'One' }), await topic({ title: 'Other' })]
  const places = [one.id, other.id, 'post:open']
  for (let at = 0; at < 9; at++) await speak(places[at % 3]!)
  await agree('comments were written')
  const pick = numbers(7)
  for (let at = 0; at < 40; at++) {
    const all = await db.select().from(comments).where(eq(comments.opens, false))
    const { id } = all[pick(all.length)]!
    if (at % 10 === 9)
      await db.batch([
        db.delete(removals).where(eq(removals.comment, id)),
        db.delete(comments).where(eq(comments.id, id)),
      ])
    else await change(id, states[pick(4)]!)
    await agree(`change ${at}`)
  }
})

test('the opening of a topic is no comment, and without comments its start is its activity', async () => {
  const { id, opening, startedAt } = await topic()
  for (const to of ['faded', 'published'] as const) {
    await change(opening, to)
    await agree(`the opening is ${to}`)
  }
  expect(await stored()).toContainEqual({
    id,
    lastComment: null,
    lastCommentAt: null,
    activeAt: startedAt,
  })
})

test('a merge brings the activity along, and its undoing takes it back', async () => {
  const host = await member({ role: 'host' })
  const [one, other] = [await topic({ title: 'Merged' }), await topic({ title: 'Target' })]
  await speak(other.id)
  await speak(one.id)
  const before = await stored()
  const into = { into: other.id, reason: 'The same' }
  expect((await send(`/community/conversations/${one.id}/merger`, into, host)).status).toBe(303)
  await agree('the merge')
  expect(await stored()).not.toEqual(before)
  const [entry] = await db
    .select()
    .from(log)
    .where(eq(log.subject, one.id))
    .orderBy(sql`id desc`)
  await send(`/community/desk/log/${entry!.id}/undoing`, { back: 'record' }, host)
  expect(await stored()).toEqual(before)
})
