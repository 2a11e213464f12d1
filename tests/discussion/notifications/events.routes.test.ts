import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { syncLevel } from '../../../worker/discussion/comments/level-sync.commands'
import { readHub } from '../../../worker/http/hub'
import { members } from '../../../worker/accounts/members/table'
import { type NotificationEvent, notificationEvents } from '../../../worker/accounts/inbox/table'
import { bindings, db, member, send, topic } from '../../world'
import { comment, deliver, emailsAbout, follow, type Member, newsOf, unreadOf } from './world'

const host = () => member({ role: 'host' })

const decide = async (by: Member, path: string, fields: Record<string, string> = {}) => {
  const { status } = await send(`/community/${path}`, fields, { cookie: by.cookie })
  expect(status).toBe(303)
}

let updates = 0

/** What happened: who hears of it, in which words, and who of those nearby does not. */
interface Happening {
  who: Member
  says: string
  others: Member[]
  /** The comment that it is about, whose state it follows. */
  id?: string
}

const titled = async (title: string, by?: Member, kind: 'question' | 'idea' = 'question') =>
  topic({ title, kind, ...(by && { by }) })

/** One row for each event. The compiler asks for a row for a new one. */
const happenings: Record<NotificationEvent, () => Promise<Happening>> = {
  mention: async () => {
    const [who, by] = [await member(), await member()]
    const { id: to } = await titled('Mentions')
    const id = await comment(by, `What would @${who.handle} say?`, to)
    return {
      who,
      id,
      says: `${by.name} mentioned you`,
      others: [by, await member()],
    }
  },
  reply: async () => {
    const [who, by] = [await member(), await member()]
    const { id: to } = await titled('Replies')
    const first = await comment(who, 'My first thought.', to)
    const id = await comment(by, 'My second.', to, first)
    return { who, id, says: `${by.name} replied to you`, others: [by, await member()] }
  },
  answer: async () => {
    const [who, by] = [await member(), await member()]
    const { id: to } = await titled('Which pump?', who)
    const id = await comment(by, 'The tall one.', to)
    return { who, id, says: `${by.name} answered`, others: [by, await member()] }
  },
  comment: async () => {
    const [who, by] = [await member(), await member()]
    const { id: to } = await titled('A longer lane', undefined, 'idea')
    await follow(who, `conversation:${to}`)
    const id = await comment(by, 'Yes please.', to)
    return {
      who,
      id,
      says: `${by.name} commented`,
      others: [by, await member()],
    }
  },
  start: async () => {
    const [who, by] = [await member(), await member()]
    await follow(who, 'tag:gears')
    const started = await topic({
      title: 'Gears that slip',
      by,
      tags: ['gears'],
      startedAt: new Date(),
    })
    return {
      who,
      id: started.opening,
      says: `${by.name} asked a question`,
      others: [by, await member()],
    }
  },
  alert: async () => {
    const who = await member()
    await follow(who, 'kind:alert')
    await decide(await host(), 'desk/alerts/tap/', {
      status: 'monitoring',
      text: `Update ${++updates}`,
    })
    return { who, says: 'There is an update', others: [await member()] }
  },
  accepted: async () => {
    const [who, asker] = [await member(), await member()]
    const { id: to } = await titled('Which light?', asker)
    const answer = await comment(who, 'A red one.', to)
    await decide(asker, `comments/${answer}/answer`, { to: 'on' })
    return {
      who,
      says: 'Your answer was accepted',
      others: [await member()],
    }
  },
  settled: async () => {
    const [by, who] = [await member(), await member()]
    const { id: to } = await titled('Which lock?', who)
    const answer = await comment(by, 'A heavy one.', to)
    await deliver()
    await decide(await host(), `comments/${answer}/acceptance`, { to: 'on' })
    return {
      who,
      says: `The answer by ${by.name} was accepted`,
      others: [await member()],
    }
  },
  merger: async () => {
    const who = await member()
    const [from, into] = [await titled('Twice asked', who), await titled('Once asked')]
    await decide(await host(), `conversations/${from.id}/merger`, { into: into.id })
    return {
      who,
      says: 'A host merged this conversation into another',
      others: [await member()],
    }
  },
  move: async () => {
    const who = await member()
    const { id } = await titled('In the wrong place', who)
    await decide(await host(), `conversations/${id}/space`, { space: 'talk' })
    return {
      who,
      says: 'A host moved this conversation to another space',
      others: [await member()],
    }
  },
  lock: async () => {
    const who = await member()
    const { id } = await titled('Too warm', who)
    await decide(await host(), `conversations/${id}/lock`, { to: 'on' })
    return {
      who,
      says: 'A host closed this conversation to new comments',
      others: [await member()],
    }
  },
  level: async () => {
    const hub = await readHub(bindings)
    const who = await member({ level: hub.levels[0]!.id })
    await db
      .update(members)
      .set({ approvedComments: 999, answers: 999, firstApprovedAt: new Date(0) })
      .where(eq(members.id, who.id))
    await syncLevel({ db, hub, now: new Date() }, who.id)
    const [row] = await db
      .select({ level: members.level })
      .from(members)
      .where(eq(members.id, who.id))
    const level = hub.levels.find(({ id }) => id === row!.level)!
    return { who, says: `You have reached the level “${level.name}”`, others: [await member()] }
  },
}

const only = (news: string[], says: string) => news.filter((each) => each === says)

describe.each(notificationEvents.map((event) => [event] as const))('%s', (event) => {
  test('is one notification and one email, for whom it concerns', async () => {
    const { who, says, others } = await happenings[event]()
    await deliver()
    await deliver()
    expect(only(await newsOf(who), says)).toEqual([says])
    expect(await unreadOf(who)).toBeGreaterThan(0)
    for (const other of others) expect(only(await newsOf(other), says)).toEqual([])
    expect(await emailsAbout(who, says)).toBe(1)
  })
})

const ofComments = ['mention', 'reply', 'answer', 'comment', 'start'] as const

/** How a comment may become unreadable before its notification is sent. */
const states = ['held', 'faded', 'removed'] as const

describe.each(ofComments)('%s', (event) => {
  test.each(states)(
    'is no news while its comment is %s, and once when it is published',
    async (state) => {
      const { who, id, says } = await happenings[event]()
      await db.update(comments).set({ state }).where(eq(comments.id, id!))
      await deliver()
      expect(only(await newsOf(who), says)).toEqual([])
      expect(await unreadOf(who)).toBe(0)
      await db
        .update(comments)
        .set({ state: 'published', stateAt: new Date() })
        .where(eq(comments.id, id!))
      await deliver()
      await db.update(comments).set({ state: 'faded' }).where(eq(comments.id, id!))
      await db.update(comments).set({ state: 'published' }).where(eq(comments.id, id!))
      await deliver()
      expect(only(await newsOf(who), says)).toEqual([says])
      expect(await emailsAbout(who, says)).toBe(1)
    },
  )
})
