import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { contributions } from '../../../site/contract/limits'
import { comments } from '../../../worker/discussion/comments/table'
import { changeState } from '../../../worker/discussion/comments/state-change.commands'
import { recountPoints } from '../../../worker/discussion/contributors/jobs'
import { toggleUse } from '../../../worker/discussion/contributors/commands'
import { listContributors } from '../../../worker/discussion/contributors/queries'
import { browsers, credits, standings } from '../../../worker/discussion/contributors/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { newId } from '../../../worker/lib/id'
import { eraseMember } from '../../../worker/pages/privacy/erasure.personal-data'
import { claimGuest } from '../../../worker/pages/account/claim.personal-data'
import { guests, members } from '../../../worker/accounts/members/table'
import { reactions } from '../../../worker/discussion/reactions/table'
import { bindings, db, member, topic } from '../../world'
import { readHub } from '../../../worker/http/hub'

const DAY = 24 * 60 * 60 * 1000
const { points, fromOne, circle } = contributions

type Somebody = Awaited<ReturnType<typeof member>>

let hub: Awaited<ReturnType<typeof readHub>>
let ann: Somebody
let bo: Somebody

beforeEach(async () => {
  hub = await readHub(bindings)
  ann = await member()
  bo = await member()
})

/** A comment of somebody's, in a topic of somebody else's unless it says where. */
const comment = async (
  by: { id: string } | { guest: string },
  { conversation = '', state = 'published' as const } = {},
) => {
  const id = newId(new Date())
  await db.insert(comments).values({
    id,
    conversation: conversation || (await topic({ by: await member() })).id,
    root: id,
    path: id,
    depth: 0,
    shown: true,
    ...('id' in by ? { memberId: by.id } : { guestId: by.guest }),
    name: 'Somebody',
    body: 'Words.',
    html: '<p>Words.</p>',
    renderer: 1,
    state,
    writtenAt: new Date(),
  })
  return id
}

/** Somebody reacts to something, as many days ago as it says. */
const react = async (visitor: string, subject: string, { emoji = '👍', ago = 0 } = {}) => {
  const reactedAt = new Date(Date.now() - ago * DAY)
  const row = { subject, visitor, emoji, conversation: 'post:open', address: 'a', first: false }
  await db.insert(reactions).values({ ...row, reactedAt })
}

const takeBack = (visitor: string, subject: string, emoji = '👍') =>
  db
    .delete(reactions)
    .where(sql`visitor = ${visitor} and subject = ${subject} and emoji = ${emoji}`)

const appreciate = async (by: { id: string }, whom: { id: string }, ago = 0) =>
  react(by.id, await comment(whom), { ago })

/** What somebody has once all that is due is counted: lately, and for all time. */
const pointsOf = async ({ id }: { id: string }, now = new Date()) => {
  await recountPoints({ db, hub, now })
  const [row] = await db
    .select({ recent: standings.recent, ever: standings.ever })
    .from(standings)
    .where(sql`tag = '' and member_id = ${id}`)
  return row ?? { recent: 0, ever: 0 }
}

const both = (worth: number) => ({ recent: worth, ever: worth })

/** Somebody asks, somebody answers, and that is accepted. */
const accept = async (viewer: Somebody, by: { id: string } | { guest: string }, more = {}) => {
  const { id } = await topic({ by: viewer, ...more })
  const answer = await comment(by, { conversation: id })
  await db.update(conversations).set({ answer }).where(eq(conversations.id, id))
  return { id, answer }
}

/** The same by whoever may, on record as every decision. */
const acceptAs = async ({ id: by }: Somebody, question: string, answer: string) => {
  const at = new Date()
  await db.insert(log).values({ id: newId(at), at, by, act: 'acceptance', subject: answer })
  await db.update(conversations).set({ answer }).where(eq(conversations.id, question))
}

const share = async (...whose: Somebody[]) => {
  const browser = crypto.randomUUID()
  for (const { id } of whose)
    await db.insert(browsers).values({ browser, memberId: id, seenAt: new Date() })
}

interface Case {
  name: string
  /** Ann is who has the points. */
  play: () => Promise<unknown>
  earns: number
}

const cases: Case[] = [
  {
    name: 'an accepted answer',
    play: () => accept(bo, ann),
    earns: points.acceptance,
  },
  {
    name: 'the appreciation of a comment',
    play: () => appreciate(bo, ann),
    earns: points.appreciation,
  },
  {
    name: 'the appreciation of a topic',
    play: async () => react(bo.id, (await topic({ by: ann })).id),
    earns: points.appreciation,
  },
  {
    name: 'a resource that somebody used',
    play: async () => {
      const { id } = await topic({ by: ann, kind: 'resource' })
      await toggleUse(db, { conversation: id, memberId: bo.id, now: new Date() })
    },
    earns: points.use,
  },
  {
    name: 'a use that was taken back',
    play: async () => {
      const { id } = await topic({ by: ann, kind: 'resource' })
      const now = Date.now()
      for (const later of [0, 1000])
        await toggleUse(db, { conversation: id, memberId: bo.id, now: new Date(now + later) })
    },
    earns: 0,
  },
  {
    name: 'all the emojis of one person, for one comment',
    play: async () => {
      const id = await comment(ann)
      for (const emoji of ['👍', '❤️', '💡']) await react(bo.id, id, { emoji })
    },
    earns: points.appreciation,
  },
  { name: 'one’s own appreciation', play: () => appreciate(ann, ann), earns: 0 },
  { name: 'one’s own answer to one’s own question', play: () => accept(ann, ann), earns: 0 },
  {
    name: 'one’s own answer that one accepts oneself, as one’s level allows',
    play: async () => {
      const { id } = await topic({ by: bo })
      await acceptAs(ann, id, await comment(ann, { conversation: id }))
    },
    earns: 0,
  },
  {
    name: 'one’s own answer that one’s second account accepts, as its level allows',
    play: async () => {
      const cleo = await member()
      const { id } = await topic({ by: bo })
      await acceptAs(cleo, id, await comment(ann, { conversation: id }))
      await pointsOf(ann)
      await share(cleo, ann)
    },
    earns: 0,
  },
  {
    name: 'an answer to another’s question that a host accepts',
    play: async () => {
      const { id } = await topic({ by: bo })
      await acceptAs(await member({ role: 'host' }), id, await comment(ann, { conversation: id }))
    },
    earns: points.acceptance,
  },
  {
    name: 'the use of one’s own resource',
    play: async () => {
      const { id } = await topic({ by: ann, kind: 'resource' })
      await toggleUse(db, { conversation: id, memberId: ann.id, now: new Date() })
    },
    earns: 0,
  },
  {
    name: 'a second account in the same browser',
    play: async () => {
      await share(ann, bo)
      await accept(bo, ann)
      await appreciate(bo, ann)
    },
    earns: 0,
  },
  {
    name: 'a second account that shows itself later',
    play: async () => {
      await accept(bo, ann)
      await pointsOf(ann)
      await share(bo, ann)
    },
    earns: 0,
  },
  {
    name: 'a second account, once the browser is forgotten',
    play: async () => {
      await share(ann, bo)
      await accept(bo, ann)
      await db.delete(browsers)
      await pointsOf(ann)
      await db.update(standings).set({ dueAt: new Date(0) })
    },
    earns: 0,
  },
  {
    name: 'a second account that leaves after it accepted',
    play: async () => {
      await share(ann, bo)
      await accept(bo, ann)
      await leave(bo)
    },
    earns: 0,
  },
  {
    name: 'two who praise each other alone',
    play: async () => {
      await accept(bo, ann)
      await accept(ann, bo)
    },
    earns: 0,
  },
  {
    name: 'two who praise each other, and one who praises them from outside',
    play: async () => {
      await accept(bo, ann)
      await accept(ann, bo)
      await pointsOf(ann)
      await appreciate(await member(), bo)
    },
    earns: points.acceptance,
  },
  {
    name: 'two who praise each other, one of them a host',
    play: async () => {
      await db.update(members).set({ role: 'host' }).where(eq(members.id, bo.id))
      await accept(bo, ann)
      await appreciate(ann, bo)
    },
    earns: points.acceptance,
  },
  {
    name: 'a pair that began as one who praised the other',
    play: async () => {
      await accept(bo, ann)
      await pointsOf(ann)
      await appreciate(ann, bo)
    },
    earns: 0,
  },
  {
    name: 'a ring of three',
    play: async () => {
      const cleo = await member()
      await accept(bo, ann)
      await accept(cleo, bo)
      await pointsOf(ann)
      await accept(ann, cleo)
    },
    earns: 0,
  },
  {
    name: 'a ring of three, and a fourth who praises the farthest',
    play: async () => {
      const cleo = await member()
      await accept(bo, ann)
      await accept(ann, cleo)
      await accept(cleo, bo)
      await pointsOf(ann)
      await appreciate(await member(), bo)
    },
    earns: points.acceptance,
  },
  {
    name: 'a guest’s click',
    play: async () => react(newId(new Date()), await comment(ann)),
    earns: 0,
  },
  {
    name: 'what was taken back',
    play: async () => {
      const id = await comment(ann)
      await react(bo.id, id)
      await pointsOf(ann)
      await takeBack(bo.id, id)
    },
    earns: 0,
  },
  {
    name: 'one of two emojis taken back',
    play: async () => {
      const id = await comment(ann)
      await react(bo.id, id)
      await react(bo.id, id, { emoji: '❤️' })
      await takeBack(bo.id, id)
    },
    earns: points.appreciation,
  },
  {
    name: 'what was taken back and given again, and again',
    play: async () => {
      const id = await comment(ann)
      for (let times = 0; times < 5; times++) {
        await react(bo.id, id)
        await takeBack(bo.id, id)
      }
      await react(bo.id, id)
    },
    earns: points.appreciation,
  },
  {
    name: 'an answer that is the answer no more',
    play: async () => {
      const { id } = await accept(bo, ann)
      await pointsOf(ann)
      await db.update(conversations).set({ answer: null }).where(eq(conversations.id, id))
    },
    earns: 0,
  },
  {
    name: 'an answer accepted, taken back and accepted again',
    play: async () => {
      const { id, answer } = await accept(bo, ann)
      await db.update(conversations).set({ answer: null }).where(eq(conversations.id, id))
      await db.update(conversations).set({ answer }).where(eq(conversations.id, id))
    },
    earns: points.acceptance,
  },
  ...(['held', 'faded', 'removed'] as const).map((state) => ({
    name: `a comment that is ${state} by now`,
    play: async () => {
      const { answer } = await accept(bo, ann)
      await react(bo.id, answer)
      await pointsOf(ann)
      await turn(answer, state)
    },
    earns: 0,
  })),
  {
    name: 'a comment that faded and rose again',
    play: async () => {
      const { answer } = await accept(bo, ann)
      await turn(answer, 'faded')
      await pointsOf(ann)
      await turn(answer, 'published')
    },
    earns: points.acceptance,
  },
  {
    name: 'an answer in a topic that was removed',
    play: async () => {
      const { id } = await accept(bo, ann)
      await pointsOf(ann)
      await db
        .update(comments)
        .set({ state: 'removed' })
        .where(sql`conversation = ${id} and opens = 1`)
    },
    earns: 0,
  },
  {
    name: 'what somebody gave who is banned',
    play: async () => {
      await accept(bo, ann)
      await pointsOf(ann)
      await db
        .update(members)
        .set({ bannedUntil: new Date(Date.now() + DAY) })
        .where(eq(members.id, bo.id))
    },
    earns: 0,
  },
  {
    name: 'what somebody appreciated who has left',
    play: async () => {
      await appreciate(bo, ann)
      await pointsOf(ann)
      await leave(bo)
    },
    earns: 0,
  },
  {
    name: 'an answer that somebody accepted who has left',
    play: async () => {
      await accept(bo, ann)
      await leave(bo)
    },
    earns: points.acceptance,
  },
  {
    name: 'the clicks of many',
    play: async () => {
      for (let times = 0; times < circle + 1; times++) await appreciate(await member(), ann)
    },
    earns: (circle + 1) * points.appreciation,
  },
]

const leave = (who: Somebody) =>
  eraseMember({ db, now: new Date(), secret: 'a secret', choice: 'stay' }, who)

const turn = async (id: string, to: 'held' | 'published' | 'faded' | 'removed') => {
  const [row] = await db.select().from(comments).where(eq(comments.id, id))
  const move = { id, from: [row!.state], to, now: new Date(), isKept: to === 'removed' }
  await db.batch(changeState(db, move) as never)
}

test.each(cases)('$name earns $earns', async ({ play, earns }) => {
  await play()
  expect(await pointsOf(ann)).toEqual(both(earns))
})

test('the clicks of one admirer count so far and no further', async () => {
  const many = fromOne.recent + 3
  for (let times = 0; times < many; times++) await appreciate(bo, ann)
  expect(await pointsOf(ann)).toEqual({ recent: fromOne.recent, ever: many })
})

test('nobody in a closed circle has anything, whoever is counted first', async () => {
  const cleo = await member()
  await accept(bo, ann)
  await accept(cleo, bo)
  for (const each of [ann, bo]) expect(await pointsOf(each)).toEqual(both(points.acceptance))
  await accept(ann, cleo)
  for (const each of [cleo, bo, ann]) expect(await pointsOf(each)).toEqual(both(0))
})

test('what is 91 days old counts for all time and no more among the latest', async () => {
  await appreciate(bo, ann, 91)
  expect(await pointsOf(ann)).toEqual({ recent: 0, ever: points.appreciation })
})

test('what was recent is so no more a day after its time, with nothing else happening', async () => {
  await appreciate(bo, ann)
  expect(await pointsOf(ann)).toEqual(both(points.appreciation))
  const later = new Date(Date.now() + (contributions.days + 1) * DAY)
  expect(await pointsOf(ann, later)).toEqual({ recent: 0, ever: points.appreciation })
})

test('a ban that is over lets what was given count again', async () => {
  await accept(bo, ann)
  const bannedUntil = new Date(Date.now() + DAY / 2)
  await db.update(members).set({ bannedUntil }).where(eq(members.id, bo.id))
  expect(await pointsOf(ann)).toEqual(both(0))
  expect(await pointsOf(ann, new Date(Date.now() + 2 * DAY))).toEqual(both(points.acceptance))
})

test('what a guest wrote, and what was given to it, is a member’s once they claim it', async () => {
  const now = new Date()
  const guest = newId(now)
  const { name, email } = ann
  await db.insert(guests).values({ id: guest, name, email, confirmedAt: now, createdAt: now })
  const { answer } = await accept(bo, { guest })
  await react((await member()).id, answer)
  expect(await pointsOf(ann)).toEqual(both(0))
  await claim(ann)
  expect(await pointsOf(ann)).toEqual(both(points.acceptance + points.appreciation))
})

test('what somebody clicked as a guest counts once they claim it, and once only', async () => {
  const now = new Date()
  const guest = newId(now)
  const { name, email } = bo
  await db.insert(guests).values({ id: guest, name, email, confirmedAt: now, createdAt: now })
  const subject = await comment(ann)
  await react(guest, subject)
  await react(bo.id, subject)
  expect(await pointsOf(ann)).toEqual(both(points.appreciation))
  await claim(bo)
  expect(await pointsOf(ann)).toEqual(both(points.appreciation))
})

test('the questions of the hub itself are not one person’s', async () => {
  for (let times = 0; times < 4; times++) {
    const answer = await comment(ann, { conversation: await post() })
    await db
      .update(conversations)
      .set({ answer })
      .where(sql`id = (select conversation from comments where id = ${answer})`)
  }
  expect(await pointsOf(ann)).toEqual(both(4 * points.acceptance))
})

const claim = async ({ id }: Somebody) => {
  const [row] = await db.select().from(members).where(eq(members.id, id))
  await claimGuest({ db, hub, now: new Date() }, row as never)
}

const post = async () => {
  const id = `post:${crypto.randomUUID()}`
  await db.insert(conversations).values({ id })
  return id
}

test('whoever has left has no credits any more', async () => {
  await accept(bo, ann)
  await leave(ann)
  expect(await db.select().from(credits).where(eq(credits.memberId, ann.id))).toEqual([])
})

test('hosts, the banned and those who stay out are not among the contributors', async () => {
  const now = new Date()
  const out = [
    { role: 'host' },
    { isUnranked: true },
    { bannedUntil: new Date(+now + DAY) },
  ] as const
  const others = await Promise.all(out.map((more) => member(more)))
  for (const whom of [ann, ...others]) await accept(await member(), whom)
  await recountPoints({ db, hub, now })
  const listed = await listContributors(db, { limit: 1000 })
  const ids = listed.map(({ id }) => id)
  expect(ids).toContain(ann.id)
  for (const { id } of others) expect(ids).not.toContain(id)
})
