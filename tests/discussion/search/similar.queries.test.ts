import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { findSimilar } from '../../../worker/discussion/search/similar.queries'
import { documents } from '../../../worker/discussion/search/table'
import { readHub } from '../../../worker/http/hub'
import { bindings, db } from '../../world'

let hub: Hub
const as = (role: Viewer['role'], groups: string[] = []): Viewer => ({
  role,
  level: hub.levels[role === 'guest' ? 0 : 1]!,
  groups,
})

const titlesFor = async (title: string, viewer: Viewer = as('guest'), except?: string) =>
  (await findSimilar(db, hub, viewer, title, except)).map(({ conversation }) => conversation.title)

/** A topic of which no more is told than its title and where it is. */
const start = async (title: string, space = 'public') => {
  const now = new Date()
  const [opening, id] = [newId(now), `topic:${newId(now)}`]
  const kind = 'question' as const
  await db.insert(conversations).values({
    id,
    kind,
    title,
    slug: 'a',
    space,
    tags: ['workshop'],
    opening,
    startedAt: now,
  })
  await db.insert(comments).values({
    id: opening,
    conversation: id,
    root: opening,
    path: opening,
    depth: 0,
    opens: true,
    name: 'Rosa',
    body: 'Who knows?',
    html: '',
    renderer: 1,
    state: 'published',
    shown: false,
    writtenAt: now,
  })
  return { id, opening }
}

beforeAll(async () => {
  hub = await readHub(bindings)
  const titled = (id: string, title: string) => ({ id, title, text: 'How do I?', address: 'a/' })
  await db
    .insert(documents)
    .values([
      titled('post:open', 'An open post'),
      titled('post:quetzalid', 'A sprocket for the crew'),
      titled('page:sprockets', 'All about the sprocket'),
      titled('post:nowhere', 'A sprocket that left'),
    ])
})

test('any words that two titles share bring them together, the rarer ones first', async () => {
  await start('How do I bleed the brakes?')
  await start('Bleeding a Shimano brake at home')
  await start('How do I choose a saddle?')
  await start('How do I choose tyres?')
  expect((await titlesFor('How do I bleed my disc brakes?')).slice(0, 2)).toEqual([
    'How do I bleed the brakes?',
    'Bleeding a Shimano brake at home',
  ])
  expect((await titlesFor('Choosing saddles'))[0]).toBe('How do I choose a saddle?')
  expect(await titlesFor('Nobody asked for a velodrome')).toEqual([])
  expect(await titlesFor('?!')).toEqual([])
})

test('what is written below a title, pages and posts that left bring nobody together', async () => {
  expect(await titlesFor('Sprocket')).toEqual([])
  expect(await titlesFor('Who knows?')).toEqual([])
})

test('only what whoever asks may read is told of', async () => {
  const { id } = await start('A derailleur to be tested', 'testers')
  const { opening } = await start('A derailleur nobody sees yet')
  await db
    .update(comments)
    .set({ state: 'held' })
    .where(sql`id = ${opening}`)
  expect(await titlesFor('Derailleur')).toEqual([])
  expect(await titlesFor('Derailleur', as('member'))).toEqual([])
  expect(await titlesFor('Derailleur', as('member', ['testers']))).toEqual([
    'A derailleur to be tested',
  ])
  expect(await titlesFor('Derailleur', as('host'))).toEqual(['A derailleur to be tested'])
  expect(await titlesFor('Derailleur', as('host'), id)).toEqual([])
  expect(await titlesFor('Sprocket', as('guest'))).toEqual([])
  expect(await titlesFor('Sprocket', as('member'))).toHaveLength(1)
})

test('it is told how many comments there are and whether one settled it', async () => {
  const { id } = await start('Where is the mudguard?')
  await db
    .update(conversations)
    .set({ comments: 3, answer: 'x' })
    .where(sql`id = ${id}`)
  expect(await findSimilar(db, hub, as('guest'), 'Mudguards')).toMatchObject([
    { conversation: { id, kind: 'question' }, comments: 3, isAnswered: true },
  ])
})
