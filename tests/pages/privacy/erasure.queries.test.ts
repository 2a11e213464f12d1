import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { newId } from '../../../worker/lib/id'
import { eraseGuest, eraseMember } from '../../../worker/pages/privacy/erasure.personal-data'
import { guests, members } from '../../../worker/accounts/members/table'
import { reactions } from '../../../worker/discussion/reactions/table'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { bindings, db, member, people } from '../../world'

const now = new Date()
const secret = bindings.HUB_SECRET!
const erasing = (choice: 'stay' | 'go') => ({ db, now, secret, choice })

let conversation = ''
let count = 0

beforeEach(async () => {
  conversation = `post:${++count}`
  await db.insert(conversations).values({ id: conversation })
})

type Row = Partial<typeof comments.$inferInsert>

/** A comment at its place, whoever wrote it; what is counted by it follows with `recount`. */
const comment = async (as: Row, parent?: typeof comments.$inferSelect) => {
  const id = newId(new Date(now.getTime() + ++count))
  const state = as.state ?? 'published'
  const [row] = await db
    .insert(comments)
    .values({
      id,
      conversation,
      parentId: parent?.id ?? null,
      root: parent?.root ?? id,
      path: parent ? `${parent.path}/${id}` : id,
      depth: parent ? parent.depth + 1 : 0,
      name: 'Somebody',
      body: `Words ${id}`,
      html: '<p>Words</p>',
      renderer: 1,
      state,
      shown: state === 'published',
      writtenAt: now,
      ...as,
    })
    .returning()
  if (state === 'published') {
    await db
      .update(conversations)
      .set({ comments: sql`comments + 1` })
      .where(eq(conversations.id, conversation))
    if (parent)
      await db
        .update(comments)
        .set({ replies: sql`replies + 1` })
        .where(eq(comments.id, parent.id))
  }
  return row!
}

const guest = async (as: Partial<typeof guests.$inferInsert> = {}) => {
  const [row] = await db
    .insert(guests)
    .values({
      id: newId(now),
      name: 'Gail',
      email: `gail${++count}@example.org`,
      createdAt: now,
      ...as,
    })
    .returning()
  return row!
}

const react = async (visitor: string, subject: string, emoji = '👍') => {
  await db.insert(reactions).values({
    subject,
    emoji,
    visitor,
    conversation,
    address: 'a',
    first: false,
    reactedAt: now,
  })
  const table = subject === conversation ? conversations : comments
  await db
    .update(table)
    .set({
      reactions: sql`json_set(reactions, ${`$."${emoji}"`}, coalesce(json_extract(reactions, ${`$."${emoji}"`}), 0) + 1)`,
      ...(table === comments && { appreciation: sql`appreciation + 1` }),
    })
    .where(eq(table.id, subject))
}

const rowOf = async ({ id }: { id: string }) =>
  (await db.select().from(comments).where(eq(comments.id, id))).at(0)!
const here = async () =>
  (await db.select().from(conversations).where(eq(conversations.id, conversation))).at(0)!

/** What is stored of counts, against what can be counted. */
const isInStep = async () => {
  const rows = await db.select().from(comments).where(eq(comments.conversation, conversation))
  const seen = (state: string) => state === 'published' || state === 'faded'
  for (const row of rows) {
    const shownBelow = rows.filter(({ parentId, shown }) => parentId === row.id && shown)
    expect(row.replies, row.id).toBe(shownBelow.length)
    expect(row.shown, row.id).toBe(seen(row.state) || shownBelow.length > 0)
    if (row.state !== 'removed') {
      const given = await db.$count(reactions, eq(reactions.subject, row.id))
      expect(row.appreciation, row.id).toBe(given)
      expect(Object.values(row.reactions).reduce((sum, n) => sum + n, 0)).toBe(given)
    }
  }
  const { comments: counted, shown } = await here()
  expect(counted).toBe(rows.filter(({ state }) => state === 'published').length)
  expect(shown).toBe(rows.filter((row) => row.shown).length)
}

describe('if comments stay', () => {
  test('their text stays and their author’s name does not', async () => {
    const rosa = await member()
    const said = await comment({
      memberId: rosa.id,
      name: 'Rosa',
      handle: rosa.handle,
      level: 'newcomer',
      website: 'https://rosa.example/',
      address: 'hash',
      person: 'rosa',
    })
    expect(await eraseMember(erasing('stay'), rosa)).toEqual([conversation])
    expect(await rowOf(said)).toMatchObject({
      name: 'A former member',
      body: said.body,
      state: 'published',
      memberId: null,
      handle: null,
      level: null,
      website: null,
      address: null,
      person: null,
    })
    expect(await db.$count(members, eq(members.id, rosa.id))).toBe(0)
    expect(await db.$count(sessions, eq(sessions.userId, rosa.id))).toBe(0)
    await isInStep()
  })

  test('held ones are deleted', async () => {
    const rosa = await member()
    const held = await comment({ memberId: rosa.id, state: 'held', heldFor: 'links' })
    await eraseMember(erasing('stay'), rosa)
    expect(await rowOf(held)).toMatchObject({ state: 'removed', body: '', name: '', shown: false })
    await isInStep()
  })

  test('faded ones stay faded', async () => {
    const rosa = await member()
    const faded = await comment({ memberId: rosa.id, state: 'faded', shown: true })
    await eraseMember(erasing('stay'), rosa)
    expect(await rowOf(faded)).toMatchObject({ state: 'faded', name: 'A former member' })
  })
})

describe('if comments are deleted', () => {
  test('replies by others keep their place, and every count is correct', async () => {
    const [rosa, ben] = [await member(), await member()]
    const first = await comment({ memberId: rosa.id })
    const answer = await comment({ memberId: ben.id }, first)
    const deep = await comment({ memberId: rosa.id }, answer)
    const deeper = await comment({ memberId: rosa.id }, deep)
    const alone = await comment({ memberId: rosa.id })
    await react(ben.id, first.id)
    await eraseMember(erasing('go'), rosa)
    expect(await rowOf(first)).toMatchObject({
      state: 'removed',
      shown: true,
      body: '',
      replies: 1,
    })
    expect(await rowOf(answer)).toMatchObject({ state: 'published', replies: 0, memberId: ben.id })
    for (const gone of [deep, deeper, alone])
      expect(await rowOf(gone)).toMatchObject({ state: 'removed', shown: false, html: '' })
    await isInStep()
  })

  test('a placeholder is deleted with the last reply below it', async () => {
    const [rosa, ben] = [await member(), await member()]
    const placeholder = await comment({ memberId: ben.id, state: 'removed', shown: true })
    await comment({ memberId: rosa.id }, placeholder)
    await eraseMember(erasing('go'), rosa)
    expect(await rowOf(placeholder)).toMatchObject({ shown: false, replies: 0 })
    await isInStep()
  })

  test('the search finds nothing of them', async () => {
    const rosa = await member()
    await comment({ memberId: rosa.id, body: 'Pedalwrench' })
    const found = () =>
      db.all(sql`select rowid from documents_words where documents_words match 'pedalwrench'`)
    expect(await found()).toHaveLength(1)
    await eraseMember(erasing('go'), rosa)
    expect(await found()).toHaveLength(0)
  })
})

describe('reactions', () => {
  test('of the former member are removed from the counts, and those of others stay', async () => {
    const [rosa, ben] = [await member(), await member()]
    const said = await comment({ memberId: ben.id })
    for (const who of [rosa.id, ben.id]) {
      await react(who, said.id)
      await react(who, conversation, '🎉')
    }
    await react(rosa.id, said.id, '💡')
    await eraseMember(erasing('stay'), rosa)
    expect(await rowOf(said)).toMatchObject({ reactions: { '👍': 1 }, appreciation: 1 })
    expect((await here()).reactions).toEqual({ '🎉': 1 })
    await isInStep()
  })
})

describe('guests', () => {
  test('with the email of a member are erased with them, in any case', async () => {
    const rosa = await member({ email: 'rosa.lime@example.org' })
    const known = await guest({ email: 'Rosa.Lime@example.org', confirmedAt: now })
    const unknown = await guest({ email: 'rosa.lime@example.org' })
    const said = await comment({ guestId: known.id })
    const held = await comment({ guestId: unknown.id, state: 'held', heldFor: 'unconfirmed' })
    await eraseMember(erasing('stay'), rosa)
    expect(await db.$count(guests, sql`lower(email) = 'rosa.lime@example.org'`)).toBe(0)
    expect(await rowOf(said)).toMatchObject({ name: 'A former member', guestId: null })
    expect(await rowOf(held)).toMatchObject({ state: 'removed', guestId: null })
  })

  test('with an address that a member never verified are not', async () => {
    const rosa = await member({ email: 'somebody.elses@example.org', emailVerified: false })
    const other = await guest({ email: 'somebody.elses@example.org', confirmedAt: now })
    await eraseMember(erasing('go'), rosa)
    expect(await db.$count(guests, eq(guests.id, other.id))).toBe(1)
  })

  test('are erased by their own request, and no one else is', async () => {
    const [gail, ben] = [await guest({ confirmedAt: now }), await guest()]
    const [hers, his] = [await comment({ guestId: gail.id }), await comment({ guestId: ben.id })]
    await eraseGuest(erasing('go'), gail.email)
    expect(await rowOf(hers)).toMatchObject({ state: 'removed' })
    expect(await rowOf(his)).toMatchObject({ state: 'published', guestId: ben.id })
    await isInStep()
  })
})

describe('the audit log', () => {
  test('says that a member left, and not who', async () => {
    const [rosa, host] = [await member(), await member({ role: 'host' })]
    const row = {
      at: now,
      act: 'ban',
      by: host.id,
      reason: 'Rosa was rude',
      detail: { who: 'Rosa' },
    }
    await db.insert(log).values({ ...row, id: newId(now), subject: rosa.id })
    await db.delete(log).where(eq(log.act, 'leaving'))
    await eraseMember(erasing('stay'), rosa)
    await eraseMember(erasing('stay'), host)
    const rows = await db.select().from(log).orderBy(log.id)
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`Rosa|${rosa.id}|${host.id}`))
    expect(rows.filter(({ act }) => act === 'leaving')).toHaveLength(2)
    expect(rows.find(({ act }) => act === 'ban')).toMatchObject({ reason: null, detail: null })
  })

  test('has no entry about a member who does not exist or has left already', async () => {
    const rosa = await member()
    await eraseMember(erasing('stay'), rosa)
    const before = await db.$count(log)
    await eraseMember(erasing('stay'), rosa)
    await eraseGuest(erasing('stay'), people.ben.email)
    expect(await db.$count(log)).toBe(before)
  })
})

test('the only owner cannot be erased; with another owner they can', async () => {
  await db.delete(members).where(eq(members.role, 'owner'))
  const rosa = await member({ role: 'owner' })
  const known = await guest({ email: rosa.email, confirmedAt: now })
  const said = await comment({ memberId: rosa.id })
  await react(rosa.id, said.id)
  const banned = await member({ role: 'owner', bannedUntil: new Date(now.getTime() + 1000) })
  await eraseMember(erasing('go'), rosa)
  expect(await db.$count(members, eq(members.id, rosa.id))).toBe(1)
  expect(await db.$count(guests, eq(guests.id, known.id))).toBe(1)
  const { announcedAt: _, ...kept } = (await rowOf(said))!
  const { announcedAt: __, ...written } = said
  expect(kept).toEqual({ ...written, reactions: { '👍': 1 }, appreciation: 1 })

  await db.update(members).set({ bannedUntil: null }).where(eq(members.id, banned.id))
  await eraseMember(erasing('go'), rosa)
  expect(await db.$count(members, eq(members.id, rosa.id))).toBe(0)
})
