import { describe, expect, test } from 'vitest'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { countsInWords } from '../../../worker/discussion/conversations/messages'
import { staticListIn } from '../../../worker/pages/lists/static-list.queries'
import { type ListRequest, candidatesFor, mergeList } from '../../../worker/pages/lists/merge.rules'
import type { PostRow } from '../../../worker/pages/lists/queries'
import {
  byCursor,
  formatListCursor,
  isAfter,
  parseListCursor,
  type Subject,
} from '../../../worker/pages/lists/rules'

const post = (number: number, more: Partial<Conversation> = {}): Conversation => ({
  id: `post:p${number}`,
  slug: `p${number}`,
  kind: 'question',
  title: `Post ${number}`,
  space: 'public',
  comments: 'open',
  startedAt: number,
  changedAt: number,
  tags: [],
  ...more,
})

const hubOf = (posts: Conversation[]) =>
  ({ conversations: Object.fromEntries(posts.map((each) => [each.id, each])) }) as Hub

const counted = (answer: string | null = null, more: Partial<PostRow> = {}) => ({
  id: '',
  comments: 0,
  votes: 0,
  answer,
  lastCommentAt: null,
  last: null,
  ...more,
})

/** All pages of a list of posts, one after the other. */
const walk = (posts: Conversation[], more: Partial<ListRequest> = {}, answered: string[] = []) => {
  const hub = hubOf(posts)
  const counts = new Map(answered.map((id) => [id, counted('somewhere')]))
  const pages: string[][] = []
  let before: ListRequest['before']
  do {
    const asked: ListRequest = {
      subject: {},
      order: 'newest',
      most: 3,
      spaces: ['public'],
      before,
      ...more,
    }
    const list = mergeList(asked, candidatesFor(hub, asked), [], counts)
    pages.push(list.entries.map(({ id }) => id.slice(6)))
    before = list.next
  } while (before && pages.length < 20)
  return pages
}

const ten = Array.from({ length: 10 }, (_, at) => post(at + 1))

/** What the database has for these candidates, if these posts were commented on at these times. */
const readActive = (
  candidates: ReturnType<typeof candidatesFor>,
  active: ReadonlyMap<string, number>,
): Map<string, PostRow> => {
  const { before, limit } = candidates.active ?? { before: undefined, limit: 0 }
  const latest = [...active]
    .map(([id, at]) => ({ id, at }))
    .filter((each) => !before || isAfter(each, before))
    .toSorted(byCursor)
    .slice(0, limit)
  const known = [...candidates.pinned, ...candidates.posts].filter(({ id }) => active.has(id))
  return new Map(
    [...known, ...latest].map(({ id }) => [
      id,
      counted(null, { id, comments: 1, lastCommentAt: new Date(active.get(id)!) }),
    ]),
  )
}

/** All pages of a list by activity. */
const walkActive = (
  posts: Conversation[],
  active: ReadonlyMap<string, number>,
  more: Partial<ListRequest> = {},
) => {
  const pages: string[][] = []
  let before: ListRequest['before']
  do {
    const asked: ListRequest = {
      subject: {},
      order: 'active',
      most: 3,
      spaces: ['public'],
      before,
      ...more,
    }
    const candidates = candidatesFor(hubOf(posts), asked)
    const list = mergeList(asked, candidates, [], readActive(candidates, active))
    pages.push(list.entries.map(({ id }) => id.slice(6)))
    before = list.next
  } while (before && pages.length < 200)
  return pages
}

describe('a list by latest activity', () => {
  test('has an old post on top that was commented on today', () => {
    const active = new Map([['post:p2', 50]])
    expect(walkActive(ten, active)[0]).toEqual(['2', '10', '9'])
    expect(walkActive(ten, active).flat()).toHaveLength(10)
  })

  test('has pinned posts on top of it all the same', () => {
    const pinned = ten.map((each) =>
      each.id === 'post:p4' ? { ...each, isPinned: true as const } : each,
    )
    expect(walkActive(pinned, new Map([['post:p2', 50]]))[0]).toEqual(['4', '2', '10'])
  })

  test.each<[string, Subject]>([
    ['the whole hub', {}],
    ['a kind with few posts', { kind: 'idea' }],
    ['a kind with many posts', { kind: 'question' }],
  ])('has each post of %s once, in its order, whatever is commented on', (_, subject) => {
    const posts = Array.from({ length: 200 }, (_unused, at) =>
      post(at + 1, {
        kind: at % 9 === 0 ? 'idea' : 'question',
        ...(at % 5 === 0 && { space: 'crew' }),
      }),
    )
    const active = new Map(
      posts
        .filter((_unused, at) => at % 3 !== 0)
        .map(({ id }, at) => [id, 100 + ((at * 37) % 311)]),
    )
    const at = (each: Conversation) => Math.max(each.startedAt, active.get(each.id) ?? 0)
    const wanted = posts
      .filter((each) => each.space === 'public' && (!subject.kind || each.kind === subject.kind))
      .map((each) => ({ id: each.id, at: at(each) }))
      .toSorted(byCursor)
    expect(walkActive(posts, active, { subject }).flat()).toEqual(
      wanted.map(({ id }) => id.slice(6)),
    )
  })

  test('fills the front page even if what is restricted was active last', () => {
    const posts = [
      ...ten,
      ...Array.from({ length: 50 }, (_, at) => post(100 + at, { space: 'crew' })),
    ]
    const active = new Map(posts.slice(10).map(({ id }, at) => [id, 1000 + at]))
    const [front] = walkActive(posts, active, { isPaged: false })
    expect(front).toEqual(['10', '9', '8'])
  })
})

describe('the pages of a list', () => {
  test('have each conversation once, newest first', () => {
    expect(walk(ten)).toEqual([['10', '9', '8'], ['7', '6', '5'], ['4', '3', '2'], ['1']])
  })

  test('have pinned posts at the top of the first page only', () => {
    const posts = ten.map((each) =>
      each.id === 'post:p2' ? { ...each, isPinned: true as const } : each,
    )
    expect(walk(posts).slice(0, 2)).toEqual([
      ['2', '10', '9'],
      ['8', '7', '6'],
    ])
    expect(walk(posts).flat()).toHaveLength(10)
    expect(walk(posts, { subject: { tag: 'none' } })).toEqual([[]])
  })

  test('continue even if pinned posts fill the first', () => {
    const posts = ten.map((each) => ({
      ...each,
      ...(each.startedAt > 6 && { isPinned: true as const }),
    }))
    expect(walk(posts).flat().toSorted()).toEqual(ten.map(({ id }) => id.slice(6)).toSorted())
  })

  test('have a fixed order for conversations of the same instant', () => {
    const posts = ten.map((each) => ({ ...each, startedAt: 5 }))
    expect(walk(posts).flat()).toEqual(['9', '8', '7', '6', '5', '4', '3', '2', '10', '1'])
  })

  test('leave out spaces that the viewer may not read', () => {
    const posts = ten.map((each) => (each.startedAt % 2 ? { ...each, space: 'crew' } : each))
    expect(walk(posts).flat()).toEqual(['10', '8', '6', '4', '2'])
  })

  test('examine a limited number of posts for unanswered questions, and continue all the same', () => {
    const many = Array.from({ length: 250 }, (_, at) => post(at + 1000))
    const answered = many.slice(1).map(({ id }) => id)
    const subject = { kind: 'question', isUnanswered: true } as const
    const pages = walk(many, { subject }, answered)
    expect(pages).toEqual([[], [], ['1000']])
    const closed = many.map((each) => ({ ...each, comments: 'closed' as const }))
    expect(walk(closed, { subject })).toEqual([[]])
  })
})

test('a position in a list is parsed from its address; anything else is undefined', () => {
  const place = { at: 1767225600000, id: 'topic:019a-b' }
  expect(parseListCursor(formatListCursor(place))).toEqual(place)
  for (const text of ['', '1', '-1~post:a', '1~page:a', '1~post:a b', '1~post:', 'x~post:a'])
    expect(parseListCursor(text)).toBeUndefined()
})

test('counts are put into words', () => {
  expect(countsInWords('en-GB', undefined)).toBe('')
  expect(countsInWords('en-GB', counted())).toBe('')
  expect(countsInWords('en-GB', { comments: 1, votes: 1, answer: 'x' })).toBe(
    '1 vote · 1 comment · answered',
  )
  expect(countsInWords('en-GB', { comments: 1000, votes: 0, answer: null })).toBe('1,000 comments')
})

test('a page without a list has an empty one', () => {
  expect(staticListIn('<main></main>')).toEqual({ ids: [], inner: '' })
})
