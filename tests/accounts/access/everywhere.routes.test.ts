import { expect, test } from 'vitest'
import { may } from '../../../site/contract/permissions'
import { readHub } from '../../../worker/http/hub'
import { findMember } from '../../../worker/accounts/members/queries'
import { sendOutbox } from '../../../worker/jobs'
import { newBudget } from '../../../worker/lib/query-budget'
import { paths } from '../../paths'
import { isLarge } from '../../setup/size'
import { bindings, cold, db, letters, member, origin, send, topic } from '../../world'
import { type Answer, crawl, spelled, unknownNames, visit } from './crawl'
import { makeCrowd, type Person } from './personas'
import { addPointers, fillSpace, guardedSpaces, marks, say, things, wordOf } from './marked'
import { prepareScheduled, scheduledSeeds, scheduledThings, tellsOfScheduled } from './scheduled'

const crowd = await makeCrowd()

/*
 * The leak test. Restricted spaces are filled with marked words; then every persona requests every
 * address that can be found, and no response may contain a mark of a space that the persona may not
 * read. The addresses come from the route table and from crawling, the personas from the levels and
 * groups, so that new ones are covered automatically. The same responses are checked for a second
 * promise: none reveals a scheduled post. `npm test` requests every address that the routes make of
 * what is there, and as each persona those that reveal a space to the owner; the large tests also follow
 * every link, ask each list all that it can be asked, and request every address as members.
 */

const LONG = 600_000

/** Where what is said in the conversation `open` by Quincy can be read. */
const SHOWN = [
  'posts/open/',
  'posts/open/comments.xml',
  'people/quincy/',
  'search/?q=heliograph',
].map((at) => `/community/${at}`)

const hub = await readHub(bindings)

/** A guest without a name, whose pages bypass the page cache. */
const fresh: Partial<Person> = { cookie: 'hub-nothing=1' }

const quincy = await member({ name: 'Quincy Adler', handle: 'quincy' })
const [, newcomer] = crowd.find(([name]) => name === hub.levels[1]!.name)!
const former = { id: newcomer.own!.memberId!, name: 'Newcomer', handle: 'newcomer' }

await topic({
  by: quincy,
  title: 'What everybody may read',
  body: 'A heliograph',
  tags: ['brakes'],
})

const seeds = [
  paths.home(),
  '/',
  '/robots.txt',
  '/sitemap-index.xml',
  paths.sitemap(),
  paths.feed(),
  paths.jsonFeed(),
  '/hub.json',
  '/search.json',
  // Where the marked word of an open conversation is shown.
  ...SHOWN,
  ...scheduledSeeds,
]

const reads = ({ viewer }: Pick<Person, 'viewer'>, space: (typeof guardedSpaces)[number]) =>
  may(viewer, 'read', space, hub.levels) === 'yes'

const isMarked = (text: string) =>
  guardedSpaces.some((space) =>
    [...marks.get(space)!].some((mark) => text.toLowerCase().includes(mark.toLowerCase())),
  )

/** What an answer says when the address that was asked for is taken out, which a page may repeat. */
const withoutEcho = (text: string, path: string) =>
  [path, path.split('?')[0]!]
    .flatMap((echo) => [echo, encodeURIComponent(echo), echo.replaceAll('&', '&amp;')])
    .filter((echo) => isMarked(echo))
    .reduce((rest, echo) => rest.replaceAll(echo, ''), text)

/** The marks of spaces that the viewer may not read, in a response to them. */
const leaksIn = (hidden: typeof guardedSpaces, path: string, { text }: Answer) => {
  const told = withoutEcho(text, path).toLowerCase()
  return hidden.flatMap((space) =>
    [...marks.get(space)!].filter((mark) => told.includes(mark.toLowerCase())),
  )
}

/** A page without what is different at every moment: the seal of its forms, and its links to itself. */
const still = ({ status, text }: Answer) =>
  `${status} ${text.replaceAll(/name="drawn" value="[^"]*"/g, '').replaceAll(/"now":"[^"]*"/g, '')}`

/** Every page that a guest can reach, as it is now. */
const pictureOf = async (person: Partial<Person>) => {
  const picture = new Map<string, string>()
  const from = [...seeds, ...spelled(scheduledThings)].filter((path) => !path.endsWith('/healthz'))
  await crawl(from, person, (path, answer) => picture.set(path, still(answer)))
  return picture
}

await prepareScheduled(former)

const before = await pictureOf(fresh)
for (const space of guardedSpaces) await fillSpace(space, quincy, former)
const after = await pictureOf(fresh)
const pointers = await addPointers(guardedSpaces[0]!, quincy)

const [, owner] = crowd.find(([name]) => name === 'Owner')!
/** Every address: the owner, who may read everything, reaches all of them. */
const toldToOwner = new Map<string, Answer>()
await crawl(
  [...seeds, ...spelled([...things, ...pointers, ...scheduledThings])],
  owner,
  (path, answer) => toldToOwner.set(path, answer),
)

const spacesIn = (path: string, answer: Answer) =>
  guardedSpaces.filter((space) => leaksIn([space], path, answer).length > 0).map(({ id }) => id)

/** The address with its ids replaced: two addresses of one shape are rendered by the same code. */
const shapeOf = (path: string) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')

/**
 * One address is enough of those with the same response to the owner, such as a list with an unknown
 * query, or with content of the same spaces by the same code.
 */
const alike = ([path, answer]: [string, Answer]) => {
  const told = spacesIn(path, answer)
  return told.length > 0
    ? `${shapeOf(path)} ${answer.status} ${told}`
    : withoutEcho(still(answer), path)
}
const sorted = new Map([...toldToOwner].toReversed().map((told) => [alike(told), told]))
const addresses = [...sorted.values()].map(([path]) => path)
const telling = [...sorted.values()]
  .filter(([path, answer]) => spacesIn(path, answer).length > 0)
  .map(([path]) => path)

test('every parameter in the route table has a value to request', () => {
  expect(unknownNames(things)).toEqual([])
})

test('a viewer who may read a space finds its content at many addresses', () => {
  for (const space of guardedSpaces) {
    const its = telling.filter((path) => spacesIn(path, toldToOwner.get(path)!).includes(space.id))
    expect(its.length, space.id).toBeGreaterThan(10)
  }
})

test(
  'a comment there changes nothing for a viewer who may not read it: no list, no order, no count',
  () => {
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted())
    const changed = [...before].filter(([path, text]) => after.get(path) !== text)
    expect(changed.map(([path]) => path)).toEqual([])
  },
  LONG,
)

test('no address reveals a scheduled post to a guest or an owner', () => {
  const told = [
    ...[...after].filter(([path, text]) => tellsOfScheduled(path, text)),
    ...[...toldToOwner].filter(([path, { text }]) => tellsOfScheduled(path, text)),
  ]
  expect(told.map(([path]) => path)).toEqual([])
})

/** Those who may read the same spaces, of whom one is asked: `matrix` asks all of them for a few. */
const readers = new Map<string, [string, Person]>()
for (const [name, person] of crowd) {
  const key = guardedSpaces.filter((space) => reads(person, space)).map(({ id }) => id)
  const same = readers.get(`${key}`)
  readers.set(`${key}`, same ? [`${same[0]}; ${name}`, same[1]] : [name, person])
}

// The reader without a cookie comes last: the page cache could only hold pages of the others.
const others = [...readers.values()]
  .toReversed()
  .filter(([, person]) => !guardedSpaces.every((space) => reads(person, space)))

/**
 * In the large tests they request every address; all others only those that reveal a space to the owner,
 * and their own. The guest with a cookie has already requested all that a guest can reach.
 */
const thorough = isLarge
  ? [newcomer, crowd.find(([name]) => name === 'In the group testers')![1]]
  : []

test.each(others)(
  '%s: no address reveals a space that they may not read, or a scheduled post',
  async (_name, person) => {
    const hidden = guardedSpaces.filter((space) => !reads(person, space))
    const leaks: Record<string, string[]> = {}
    const faults: string[] = []
    const seen = (path: string, answer: Answer) => {
      const told = leaksIn(hidden, path, answer)
      if (told.length > 0) leaks[shapeOf(path)] = told
      if (answer.status >= 500) faults.push(`${answer.status} ${path}`)
      if (tellsOfScheduled(path, answer.text)) faults.push(`a scheduled post at ${path}`)
    }
    for (const path of [...(thorough.includes(person) ? addresses : telling), paths.me()])
      seen(path, await visit(path, person))
    expect(leaks).toEqual({})
    expect(faults).toEqual([])
  },
  LONG,
)

test('no address reveals content of a restricted space to a guest', () => {
  const leaks = [...after].flatMap(([path, text]) =>
    leaksIn(guardedSpaces, path, { status: 200, text }),
  )
  expect(after.size).toBeGreaterThan(150)
  expect(leaks).toEqual([])
})

test(
  'no email reveals a space that its recipient may not read',
  async () => {
    const to = async ({ own }: Person) => (await findMember(db, own!.memberId!))!
    const [listener, reader] = await Promise.all([to(newcomer), to(owner)])
    const hidden = guardedSpaces.filter((space) => !reads(newcomer, space))
    const [, host] = crowd.find(([name]) => name === 'Host')!
    // Once for each conversation: what hangs on a topic is also known by the id of the topic.
    const talked = things.filter(({ grant }) => grant)
    const told = talked.filter(({ space }, at) =>
      hidden.some(({ id }) => id === space)
        ? true
        : talked.findIndex((t) => t['space'] === space) === at,
    )
    for (const { conversation = '', kind, space, id } of told) {
      const word = wordOf(guardedSpaces.find((each) => each.id === space)!)
      const at = `/community/conversations/${conversation}`
      const body = `The ${word} that @${listener.handle} and @${reader.handle} asked for`
      await send(`${at}/comments`, { body }, host)
      if (kind === 'idea')
        await send(`${at}/status`, { status: 'done', reason: `The ${word} is done` }, host)
      await send(`/community/comments/${id}/warning`, { body: 'Please mind it.' }, host)
    }
    for (let round = 0; round < 10; round++)
      await sendOutbox({
        env: bindings,
        db,
        hub,
        origin,
        now: new Date(Date.now() + round * 60_000 + 1000),
        budget: newBudget('1000'),
      })
    const posted = await letters()
    const about = (email: string, spaces: typeof guardedSpaces) =>
      posted
        .filter((letter) => letter.to === email)
        .filter((letter) => leaksIn(spaces, '', { status: 0, text: JSON.stringify(letter) }).length)
    expect(about(listener.email, hidden).map(({ subject }) => subject)).toEqual([])
    expect(posted.some((letter) => letter.to === listener.email)).toBe(true)
    expect(about(reader.email, hidden).length).toBeGreaterThan(0)
  },
  LONG,
)

test(
  'the leak test works: it finds a marked word of an open conversation wherever that is shown',
  async () => {
    await say(guardedSpaces[0]!, 'post:open', quincy)
    for (const path of SHOWN) {
      expect([...before.keys()]).toContain(path)
      const answer = await visit(cold(path.replace('/community/', '')), fresh)
      expect(leaksIn(guardedSpaces, path, answer), path).not.toEqual([])
    }
  },
  LONG,
)
