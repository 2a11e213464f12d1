import { eq } from 'drizzle-orm'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { type Action, type Answer, may } from '../../../site/contract/permissions'
import { rowsOf } from '../../../site/levels/viewers'
import { comments } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { hubAt, readHub } from '../../../worker/http/hub'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  member,
  say,
  send,
  stranger,
} from '../../world'

/*
 * The page of the levels as people read it: each cell is what `may` answers, and the limits on the
 * card of each level are tried. That every address answers as `may` does is for `spaces/matrix`.
 */

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const descend = (node: Node): Element[] =>
  'childNodes' in node
    ? node.childNodes.flatMap((child) => ['tagName' in child ? [child] : [], descend(child)].flat())
    : []
const all = (node: Node, name: string) => descend(node).filter(({ tagName }) => tagName === name)
const textOf = (node: Node): string =>
  'value' in node
    ? node.value
    : 'childNodes' in node
      ? node.childNodes.map(textOf).join('').replaceAll(/\s+/g, ' ').trim()
      : ''
const classed = (node: Node, name: string) =>
  descend(node).filter(({ attrs }) =>
    attrs.some((each) => each.name === 'class' && each.value.split(' ').includes(name)),
  )

const page = parse((await ask('/community/levels/')).body)
const hub = hubAt(await readHub(bindings), new Date())
const anyTime = new Date('2026-01-01')
/** The limit of attempts by an address is another test's matter. */
const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }

/** A persona for each row of the page, by its label. */
const somebody: Record<string, () => Promise<{ cookie?: string | undefined; address: string }>> = {
  Guest: async () => stranger(),
  'Guest, confirmed': async () => {
    const rosa = stranger()
    await say(rosa, `It is me, ${rosa.name}`)
    return { ...rosa, cookie: cookieOf(await send(await confirmationOf(rosa), {})) }
  },
  Newcomer: () => member(),
  Regular: () => member({ approvedComments: 3, firstApprovedAt: anyTime }),
  Expert: () => member({ answers: 5 }),
  Host: () => member({ role: 'host' }),
}

let said = 0

/** Posts a comment; gives its state in the words of the page. */
const comment = async (
  who: Awaited<ReturnType<(typeof somebody)[string]>>,
  to: string,
  more = '',
) => {
  said++
  const body = `Tried ${said} ${more}`
  const { name = '', email = '' } = who as { name?: string; email?: string }
  const answer = await send(
    `/community/conversations/${to}/comments`,
    who.cookie?.includes('session') ? { body } : { body, name, email },
    { ...who, env },
  )
  const [row] = await db.select().from(comments).where(eq(comments.body, body.trim()))
  const became = !row ? 'No' : row.state === 'held' ? 'Held' : 'At once'
  return { became, status: answer.status, row }
}

interface Cell {
  space: string
  who: string
  what: string
  says: string
}

const cells: Cell[] = classed(page, 'rights-group').flatMap((group) => {
  const [heading] = all(group, 'h3')
  const [head, ...rows] = all(group, 'tr').map((row) =>
    row.childNodes.filter((node): node is Element => 'tagName' in node).map(textOf),
  )
  return all(heading!, 'a').flatMap((space) =>
    rows.flatMap(([who = '', ...answers]) =>
      answers.map((says, at) => ({ space: textOf(space), who, what: head![at + 1]!, says })),
    ),
  )
})

/** What the page calls each action. */
const named: Record<string, Action> = {
  Read: 'read',
  Comment: 'comment',
  Start: 'start',
  Accept: 'accept',
}

/** What `may` answers, in the words of the page. */
const inWords = (action: Action, answer: Answer) => {
  if (answer === 'held') return 'Held'
  if (answer !== 'yes') return 'No'
  return action === 'comment' ? 'At once' : 'Yes'
}

/** Each row of the page, as the rules know it. */
const viewers = new Map(rowsOf(hub.levels).map(({ name, viewer }) => [name, viewer]))

test('the page has a cell for every space, class of viewers and action', () => {
  expect(new Set(cells.map(({ space }) => space))).toEqual(
    new Set(hub.spaces.map(({ name }) => name)),
  )
  expect(new Set(cells.map(({ who }) => who))).toEqual(new Set(Object.keys(somebody)))
  expect(new Set(cells.map(({ what }) => what))).toEqual(
    new Set(['Read', 'Comment', 'Start', 'Accept']),
  )
  expect(cells).toHaveLength(hub.spaces.length * Object.keys(somebody).length * 4)
  const answers = new Set(cells.map(({ says }) => says))
  expect(answers).toEqual(new Set(['Yes', 'No', 'Held', 'At once']))
})

describe('the page says what `may` answers, which the matrix test tries at every address:', () => {
  test.each(cells)('$what in $space by $who: $says', ({ what, space, who, says }) => {
    const action = named[what]!
    const place = hub.spaces.find(({ name }) => name === space)!
    expect(inWords(action, may(viewers.get(who)!, action, place, hub.levels))).toBe(says)
  })
})

const rungs = classed(page, 'rung').map((rung) => {
  const facts = all(rung, 'div').map((pair) =>
    [all(pair, 'dt'), all(pair, 'dd')].flat().map(textOf),
  )
  return { who: textOf(all(rung, 'h3')[0]!), facts: Object.fromEntries(facts) }
})

const links = (count: number) =>
  Array.from({ length: count }, (_, at) => `https://example.org/${said}-${at}`).join(' ')

/** So many more comments like this one, by the same author and at the same moment. */
const copy = async (row: typeof comments.$inferSelect, count: number) => {
  for (let at = 0; at < count; at++) {
    const id = newId(new Date())
    await db
      .insert(comments)
      .values({ ...row, id, root: id, path: id, body: `${row.body} and ${at}`, digest: null })
  }
}

describe('the limits of a level are those on its card:', () => {
  test('every level has a card, and so have hosts', () => {
    expect(rungs.map(({ who }) => who)).toEqual([...hub.levels.map(({ name }) => name), 'Host'])
  })

  test.each(rungs)('when comments by $who are published', async ({ who, facts }) => {
    const { became } = await comment(await somebody[who]!(), 'post:open')
    expect(became).toBe(facts['Comments appear'])
  })

  test.each(rungs)('links in a comment by $who', async ({ who, facts }) => {
    const limit = facts['Links per comment']
    const most = limit === 'No limit' ? 200 : Number(limit)
    const just = await comment(await somebody[who]!(), 'post:open', links(most))
    expect(just.became).toBe(facts['Comments appear'])
    expect(just.row!.heldFor).not.toBe('links')
    if (limit === 'No limit') return
    const over = await comment(await somebody[who]!(), 'post:open', links(most + 1))
    expect(over.row).toMatchObject({ state: 'held', heldFor: 'links' })
  })

  test.each(rungs)('comments an hour by $who', async ({ who, facts }) => {
    const limit = facts['Comments per hour']
    const most = limit === 'No limit' ? 65 : Number(limit)
    const rosa = await somebody[who]!()
    const { row } = await comment(rosa, 'post:open')
    await copy(row!, most - 2)
    expect((await comment(rosa, 'post:open')).became).not.toBe('No')
    const { became, status } = await comment(rosa, 'post:open')
    expect([became, status]).toEqual(limit === 'No limit' ? ['At once', 303] : ['No', 429])
  })

  test.each(rungs)('whether search engines follow the links of $who', async ({ who, facts }) => {
    const { row } = await comment(await somebody[who]!(), 'post:open', links(1))
    expect(/rel="[^"]*nofollow/.test(row!.html) ? 'No' : 'Yes').toBe(
      facts['Search engines follow their links'],
    )
  })
})
