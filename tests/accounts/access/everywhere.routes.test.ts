import { expect, test } from 'vitest'
import { may } from '../../../site/contract/permissions'
import { readHub } from '../../../worker/http/hub'
import { findMember } from '../../../worker/accounts/members/queries'
import { sendOutbox } from '../../../worker/jobs'
import { paths } from '../../paths'
import { bindings, db, letters, member, origin, send, topic } from '../../world'
import { type Answer, crawl, spelled, unknownNames, visit } from './crawl'
import { makeCrowd, type Person } from './personas'
import { addPointers, fillSpace, guardedSpaces, marks, say, things, wordOf } from './marked'
import { prepareScheduled, scheduledSeeds, scheduledThings, tellsOfScheduled } from './scheduled'

const crowd = await makeCrowd()

/*
 * The leak test. Spaces that not everybody may read are filled with marked words; then every address
 * that anybody can find is asked for by everybody who can be there, and no answer may hold a mark of
 * a space that whoever asks may not read. The addresses come from the route table and from crawling,
 * the people from the ladder and the groups, so that what is new is watched by itself. The same
 * answers are held to a second promise: none tells of a post that is scheduled for later.
 */

const LONG = 600_000

const hub = await readHub(bindings)

/** Somebody without a name, whose page is not taken from the edge. */
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

/** The marks of spaces that somebody may not read, in what they were told. */
const leaksIn = (hidden: typeof guardedSpaces, path: string, { text }: Answer) => {
  const told = withoutEcho(text, path).toLowerCase()
  return hidden.flatMap((space) =>
    [...marks.get(space)!].filter((mark) => told.includes(mark.toLowerCase())),
  )
}

/** A page without what is different at every moment: the seal of its forms, and its links to itself. */
const still = ({ status, text }: Answer) =>
  `${status} ${text.replaceAll(/name="drawn" value="[^"]*"/g, '').replaceAll(/"now":"[^"]*"/g, '')}`

/** Every page that somebody without a name can come to, as it is now. */
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
/** Every address that there is: whoever may read all of it comes to all of it. */
const toldToOwner = new Map<string, Answer>()
await crawl(
  [...seeds, ...spelled([...things, ...pointers, ...scheduledThings])],
  owner,
  (path, answer) => toldToOwner.set(path, answer),
)

const spacesIn = (path: string, answer: Answer) =>
  guardedSpaces.filter((space) => leaksIn([space], path, answer).length > 0).map(({ id }) => id)

/** The address with the ids of nothing in it: two that are alike here are drawn by the same code. */
const shapeOf = (path: string) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')

/**
 * Of the addresses at which the owner is told the same, such as a list with a query that it does not
 * know, or of the same spaces by the same code, one is enough.
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
  'what is said there changes nothing for whoever may not read it: no list, no order, no count',
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

// Whoever has no cookie comes last: what the edge kept, it kept of all the others.
const others = [...readers.values()]
  .toReversed()
  .filter(([, person]) => !guardedSpaces.every((space) => reads(person, space)))

/**
 * They ask for all there is; all others for what tells of a space, and for what is their own. A
 * stranger with a cookie has asked for all that they can come to.
 */
const thorough = [newcomer, crowd.find(([name]) => name === 'In the group testers')![1]]

test.each(others)(
  '%s: told of no space that they may not read, and of no scheduled post, at any address',
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
  'no letter tells of a space that whoever gets it may not read',
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
      await sendOutbox({ env: bindings, db, hub, origin, now: new Date(Date.now() + 1000) })
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
  'what gets out is found: a marked word in an open conversation is told of wherever that shows',
  async () => {
    await say(guardedSpaces[0]!, 'post:open', quincy)
    for (const path of [
      'posts/open/',
      'posts/open/comments.xml',
      'people/quincy/',
      'search/?q=heliograph',
    ].map((at) => `/community/${at}`)) {
      expect([...before.keys()]).toContain(path)
      expect(leaksIn(guardedSpaces, path, await visit(path, fresh)), path).not.toEqual([])
    }
  },
  LONG,
)
