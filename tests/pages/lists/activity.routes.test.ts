import { beforeEach, describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversationTags, conversations } from '../../../worker/discussion/conversations/table'
import { readHub } from '../../../worker/http/hub'
import { ask, bindings, cold, db, member, say, send, topic } from '../../world'
import { linkOf, listed, manyTopics } from './seed'

const hub = await readHub(bindings)
const restricted = Object.values(hub.conversations).find(
  ({ space, comments: taking }) => space === 'crew' && taking === 'open',
)

beforeEach(async () => {
  await db.delete(comments)
  await db.delete(conversationTags)
  await db.delete(conversations)
})

type Speaker = Awaited<ReturnType<typeof member>>

const speak = async (by: Speaker, to: string, body = `Words of ${by.handle}.`) => {
  const { headers } = await say(by, body, { to, cookie: by.cookie })
  return /from=([^#&]+)/.exec(headers.get('location')!)![1]!
}

/** The card of a conversation on a page. */
const cardOf = (page: string, id: string) =>
  page
    .match(/<article class="card[\s\S]*?<\/article>/g)
    ?.find((card) => card.includes(`"${id}"`)) ?? ''

const isPinned = (id: string) => hub.conversations[id]?.isPinned

/** The front page as a reader without a cookie gets it, cached. */
const front = async (query = '') => (await ask(`/community/${query}`)).body

const unpinned = (page: string) => listed(page).filter((id) => !isPinned(id))

describe('the front page', () => {
  test('has first what was commented on last, post or topic, although it was cached before', async () => {
    const { id } = await topic({ startedAt: new Date('2020-01-01') })
    const oldest = Object.values(hub.conversations)
      .filter((each) => each.space === 'public' && each.comments === 'open' && !each.isPinned)
      .toSorted((one, other) => one.startedAt - other.startedAt)[0]!
    expect(unpinned(await front()).slice(0, 2)).not.toContain(id)
    await speak(await member(), id)
    expect(unpinned(await front())[0]).toBe(id)
    await speak(await member(), oldest.id)
    expect(unpinned(await front()).slice(0, 2)).toEqual([oldest.id, id])
    expect(unpinned(await front('?sort=newest')).slice(0, 2)).not.toContain(oldest.id)
  })

  test('names who replied last, with a link to their page, and when', async () => {
    const by = await member({ name: 'Rosa <b>', handle: 'rosa-last' })
    const { id } = await topic()
    await speak(by, id)
    const card = cardOf(await front(), id)
    expect(card).toContain('1 comment')
    expect(card).toContain('<a href="/community/people/rosa-last/" dir="auto">Rosa &lt;b&gt;</a>')
    const [{ writtenAt }] = (await db.select().from(comments)).filter(({ opens }) => !opens) as [
      typeof comments.$inferSelect,
    ]
    expect(card).toContain(`<time datetime="${writtenAt.toISOString()}">`)
  })

  test('forgets a reply that is faded or removed, and who wrote it', async () => {
    const host = await member({ role: 'host' })
    const { id } = await topic({ startedAt: new Date('2020-01-01') })
    const first = await member({ name: 'Early Bird' })
    const late = await member({ name: 'Late Bird' })
    await speak(first, id)
    const last = await speak(late, id)
    expect(cardOf(await front(), id)).toContain('Late Bird')
    expect((await send(`/community/comments/${last}/fading`, {}, host)).status).toBe(303)
    const card = cardOf(await front(), id)
    expect(card).toContain('Early Bird')
    expect(card).not.toContain('Late Bird')
  })

  test('says nothing of replies in a space that the reader may not read', async () => {
    const secret = await topic({ space: 'crew', title: 'Secret' })
    const insider = await member({ name: 'Quetzal Insider', role: 'host' })
    await speak(insider, secret.id)
    if (restricted) await speak(insider, restricted.id)
    for (const path of [
      '',
      '?sort=newest',
      'kinds/question/?sort=active',
      'spaces/public/?sort=active',
    ])
      for (const url of [`/community/${path}`, cold(path)])
        expect((await ask(url)).body, path).not.toMatch(/Quetzal|Secret/)
    const seen = await ask('/community/', {}, insider)
    expect(cardOf(seen.body, secret.id)).toContain('Quetzal Insider')
  })

  test('marks the order it is in, and links to the other', async () => {
    expect(await front()).toMatch(/href="\/community\/" data-sort="active" aria-current="true"/)
    const newest = await front('?sort=newest')
    expect(newest).toMatch(
      /href="\/community\/\?sort=newest" data-sort="newest" aria-current="true"/,
    )
    expect(newest).not.toMatch(/data-sort="active" aria-current/)
  })
})

describe('other lists', () => {
  test.each(['kinds/question/', 'kinds/idea/', 'spaces/public/'])(
    '%s are by date, and by activity where a link asks for it',
    async (path) => {
      const kind = path.includes('idea') ? 'idea' : 'question'
      const { id } = await topic({ kind, startedAt: new Date('2020-01-01') })
      await topic({ kind })
      await speak(await member(), id)
      expect(unpinned((await ask(cold(path))).body)[0]).not.toBe(id)
      expect(unpinned((await ask(cold(`${path}?sort=active`))).body)[0]).toBe(id)
    },
  )

  test('by activity have every topic on one page each', async () => {
    const ids = await manyTopics(70)
    const old = ids[3]!
    await speak(await member(), old)
    const seen: string[] = []
    let next: string | undefined = cold('kinds/question/?sort=active')
    for (let page = 0; next && page < 9; page++) {
      const { body } = await ask(next)
      seen.push(...listed(body))
      const link = linkOf(body, 'next')
      next = link && cold(link.replace('/community/', ''))
    }
    const topics = seen.filter((id) => id.startsWith('topic:'))
    expect(topics).toEqual([old, ...ids.filter((id) => id !== old).toReversed()])
  })

  test('of ideas by status have no order by activity', async () => {
    const { body } = await ask(cold('kinds/idea/?sort=active&status=planned'))
    expect(body).toMatch(/data-sort="newest" aria-current="true"/)
    expect(body).toMatch(/href="\/community\/kinds\/idea\/\?sort=active" data-sort="active"/)
  })
})
