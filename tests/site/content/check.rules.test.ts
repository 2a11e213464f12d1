import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { checkContent } from '../../../site/content-check/content'
import { describeReport } from '../../../site/content-check/report'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const HUB = 'name: Northgate\nurl: https://hub.example/community/\ntimezone: Europe/London\n'
const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

type Files = Record<string, string | Buffer>

/** A sound little hub, with some files changed; an empty one is left out. */
const folderOf = (files: Files) => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-'))
  made.push(folder)
  const sound: Files = {
    'hub.yaml': HUB,
    'people/mara.yaml': 'name: Mara\n',
    'posts/winter.mdx': post(),
    ...files,
  }
  for (const [name, text] of Object.entries(sound).filter(([, text]) => text !== '')) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const post = (head = '', body = 'Hello.') =>
  `---\ntitle: Winter\ndate: 2026-11-02\nauthors: [mara]\n${head}${head && '\n'}---\n\n${body}\n`

const offer = (head: string) =>
  `---\ntitle: A course\naction: { label: Start, url: https://else.example/ }\ndisclosure: Our own\n${head}\n---\n\nBuy.\n`

const now = new Date('2026-11-22T12:00:00Z')
const check = (files: Files) => checkContent(folderOf(files), now)
const told = ({ file, line, message }: { file: string; line?: number; message: string }) =>
  `${file}${line ? `:${line}` : ''} ${message}`
const errors = async (files: Files) => (await check(files)).errors.map(told)
const warnings = async (files: Files) => (await check(files)).warnings.map(told)

test('a sound folder has nothing to tell', async () => {
  expect(await check({})).toEqual({ errors: [], warnings: [], scheduled: [] })
})

describe('a mistake in a head is told with its line:', () => {
  test.each([
    ['a misspelt key', 'tag: [x]', '`tag` is not a key here; did you mean `tags`?'],
    [
      'a key nobody knows',
      'colour: red',
      '`colour` is not a key here; expected one of `title`, `date`',
    ],
    [
      'a kind that is none',
      'kind: nws',
      '`kind: nws`: expected one of news, alert, question, idea, resource; did you mean `news`?',
    ],
    [
      'a space that is none',
      'space: publik',
      '`space: publik` is not a space; did you mean `public`?',
    ],
    [
      'an impossible day',
      'publish: 2026-02-30',
      '`publish: 2026-02-30`: this day or time does not exist',
    ],
    [
      'an impossible time',
      'publish: 2026-02-03T25:00',
      '`publish: 2026-02-03T25:00`: this day or time does not exist',
    ],
    [
      'a date in another form',
      'publish: 5 November',
      '`publish: 5 November`: expected a date such as 2026-11-05 or 2026-11-05T08:00',
    ],
    ['text where yes or no belongs', 'pinned: "yes"', '`pinned: yes`: expected true or false'],
    [
      'a number where a tag belongs',
      'tags: [2026]',
      '`tags[1]: 2026`: expected text, found a number; put it in quotes',
    ],
    [
      'a tag that can not stand in an address',
      'tags: [Big News]',
      '`tags[1]: Big News`: expected lower-case letters, digits and single hyphens',
    ],
    [
      'a cover that is not there',
      'cover: ./none.png\ncoverAlt: x',
      '`cover: ./none.png` is not an existing picture',
    ],
    [
      'a cover that is only called a picture',
      'cover: ./called.png\ncoverAlt: x',
      '`cover: ./called.png` is not an existing picture',
    ],
    [
      'a cover from another host',
      'cover: https://else.example/a.png\ncoverAlt: x',
      'expected a picture beside the post',
    ],
    [
      'a cover without words',
      'cover: ./shop.png',
      '`coverAlt` is missing; expected a description of the cover, found nothing',
    ],
    [
      "an alert's field on news",
      'severity: minor',
      '`severity: minor`: only an alert has `severity`',
    ],
    [
      "a resource's field on an idea",
      'kind: idea\nfiles: []',
      '`files: a list`: only a resource has `files`',
    ],
    [
      "an idea's status on an alert",
      'kind: alert\nstatus: planned',
      '`status: planned`: the status of an alert is one of investigating, identified, monitoring, resolved',
    ],
    [
      'a declined idea without a reason',
      'kind: idea\nstatus: declined',
      '`reason` is missing; expected the reason why it was declined',
    ],
    [
      'an update at no time',
      'kind: alert\nupdates: [{ at: 2026-11-31, status: resolved, text: x }]',
      '`updates[1].at: 2026-11-31`: this day or time does not exist',
    ],
    [
      'a misspelt key further in',
      'kind: resource\nlinks: [{ lable: x, url: /a }]',
      '`lable` is not a key of `links[1]`; did you mean `label`?',
    ],
    [
      'a contact with a broken address',
      'kind: resource\ncontacts: [{ name: x, email: nope }]',
      '`contacts[1].email: nope`: expected an email address',
    ],
    [
      'a file that is not there',
      'kind: resource\nfiles: [{ label: x, file: ./none.pdf }]',
      '`file: ./none.pdf` does not exist',
    ],
  ])('%s', async (_, head, message) => {
    const found = await errors({
      'posts/winter.mdx': post(head),
      'posts/shop.png': PNG,
      'posts/called.png': 'x',
    })
    expect(
      found.some((fault) => /^posts\/winter\.mdx:\d+ /.test(fault) && fault.includes(message)),
      found.join('\n'),
    ).toBe(true)
  })

  test('the line is that of the key', async () => {
    expect(await errors({ 'posts/winter.mdx': post('tags: [x]\nspace: publik') })).toEqual([
      'posts/winter.mdx:6 `space: publik` is not a space; did you mean `public`?',
    ])
  })

  test('an author nobody knows', async () => {
    const [fault] = await errors({ 'posts/winter.mdx': post().replace('[mara]', '[mera]') })
    expect(fault).toBe(
      'posts/winter.mdx:4 `authors: mera` is not a person in people/; did you mean `mara`?',
    )
  })

  test('a head without a title', async () => {
    expect(await errors({ 'posts/winter.mdx': post().replace('title: Winter\n', '') })).toEqual([
      'posts/winter.mdx:2 `title` is missing; expected text',
    ])
  })

  test('no head at all', async () => {
    expect(await errors({ 'posts/winter.mdx': 'Hello' })).toEqual([
      'posts/winter.mdx:1 has no frontmatter; expected at least `title:` between two lines of ---',
    ])
  })

  test('broken YAML', async () => {
    const [fault] = await errors({ 'posts/winter.mdx': post('summary: "open') })
    expect(fault).toMatch(/^posts\/winter\.mdx:\d is not valid YAML: /)
  })

  test('a key that is used twice', async () => {
    expect(await errors({ 'posts/winter.mdx': post('title: Again') })).toEqual([
      'posts/winter.mdx:5 is not valid YAML: Map keys must be unique',
    ])
  })

  test('every mistake of a run, however many files they are in', async () => {
    const found = await errors({
      'hub.yaml': `${HUB}accent: green\n`,
      'posts/winter.mdx': post('tag: [x]\nkind: idea\nstatus: declined\nspace: publik', '<b>open'),
      'posts/summer.mdx': post('date: 2026-02-30').replace('date: 2026-11-02\n', ''),
    })
    expect(found.map((fault) => fault.split(' ', 1)[0])).toEqual([
      'hub.yaml:4',
      'posts/summer.mdx:4',
      'posts/winter.mdx:2',
      'posts/winter.mdx:5',
      'posts/winter.mdx:8',
      'posts/winter.mdx:11',
    ])
  })
})

describe('a mistake in the settings is told:', () => {
  test.each([
    [
      'hub.yaml that is missing',
      { 'hub.yaml': '' },
      'hub.yaml is missing; expected a file with at least `name` and `url`',
    ],
    ['a hub without an address', { 'hub.yaml': 'name: x\n' }, 'hub.yaml:1 `url` is missing'],
    [
      'a misspelt key of the hub',
      { 'hub.yaml': `${HUB}tagling: x\n` },
      'hub.yaml:4 `tagling` is not a key here; did you mean `tagline`?',
    ],
    [
      'a colour that is none',
      { 'hub.yaml': `${HUB}accent: green\n` },
      'hub.yaml:4 `accent: green`: expected a colour such as "#0a7f5a"',
    ],
    [
      'a time zone that is none',
      { 'hub.yaml': `${HUB.replace('London', 'Lundun')}` },
      'hub.yaml:3 `timezone: Europe/Lundun`: expected a time zone',
    ],
    [
      'a length of time that is none',
      { 'hub.yaml': `${HUB}comments: { editFor: soon }\n` },
      'hub.yaml:4 `comments.editFor: soon`: expected a length of time such as 15m',
    ],
    [
      'a misspelt key further in',
      { 'hub.yaml': `${HUB}comments:\n  hould: all\n` },
      'hub.yaml:5 `hould` is not a key of `comments`; did you mean `hold`?',
    ],
    [
      'a desk with a misspelt key',
      { 'hub.yaml': `${HUB}desk:\n  fades: tell\n` },
      'hub.yaml:5 `fades` is not a key of `desk`; did you mean `fade`?',
    ],
    [
      'a desk that fades loudly',
      { 'hub.yaml': `${HUB}desk: { fade: loudly }\n` },
      'hub.yaml:4 `desk.fade: loudly`',
    ],
    [
      'a rest that is no time',
      { 'hub.yaml': `${HUB}desk: { rest: a while }\n` },
      'hub.yaml:4 `desk.rest: a while`: expected a length of time',
    ],
    [
      'a house without any rule',
      { 'hub.yaml': `${HUB}desk: { rules: [] }\n` },
      'hub.yaml:4 `desk.rules: a list`: expected 1 or more',
    ],
    [
      'a house rule without a name',
      { 'hub.yaml': `${HUB}desk: { rules: [{ id: spam }] }\n` },
      'hub.yaml:4 `desk.rules[1].name` is missing',
    ],
    [
      'a house rule whose id is a sentence',
      { 'hub.yaml': `${HUB}desk: { rules: [{ id: No spam, name: Spam }] }\n` },
      'hub.yaml:4 `desk.rules[1].id: No spam`: expected lower-case letters, digits and hyphens',
    ],
    [
      'two house rules with one id',
      { 'hub.yaml': `${HUB}desk: { rules: [{ id: a, name: A }, { id: a, name: B }] }\n` },
      'hub.yaml:4 `desk.rules: a list`: expected unique ids',
    ],
    [
      'a number out of bounds',
      { 'hub.yaml': `${HUB}comments: { depth: 90 }\n` },
      'hub.yaml:4 `comments.depth: 90`: expected 10 or less',
    ],
    [
      'a logo that is not there',
      { 'hub.yaml': `${HUB}logo: ./none.svg\n` },
      'hub.yaml:4 `logo: ./none.svg` is not a picture in the content folder',
    ],
    [
      'a provider that the hub knows by itself',
      { 'hub.yaml': `${HUB}signIn: [{ id: google, label: G, discovery: https://a.example/ }]\n` },
      'hub.yaml:4 `signIn[1].id: google`: the hub knows this provider already',
    ],
    [
      'a provider that is asked in the open',
      { 'hub.yaml': `${HUB}signIn: [{ id: own, label: Own, discovery: http://a.example/ }]\n` },
      'hub.yaml:4 `signIn[1].discovery: http://a.example/`: expected an address that begins with https://',
    ],
    [
      'a provider that describes itself elsewhere',
      { 'hub.yaml': `${HUB}signIn: [{ id: own, label: Own, discovery: https://a.example/ }]\n` },
      'hub.yaml:4 `signIn[1].discovery: https://a.example/`: expected an address that ends with /.well-known/openid-configuration',
    ],
    [
      'an icon that is not there',
      {
        'hub.yaml': `${HUB}signIn:\n  - id: own\n    label: Own\n    discovery: https://a.example/.well-known/openid-configuration\n    icon: ./none.svg\n`,
      },
      'hub.yaml:8 `icon: ./none.svg` is not a picture in the content folder',
    ],
    [
      'a space for a level that is none',
      { 'spaces.yaml': '- id: public\n  name: All\n  start: level:exprt\n' },
      'spaces.yaml:3 `start: level:exprt` names a level that does not exist; did you mean `expert`?',
    ],
    [
      'a space that is used twice',
      { 'spaces.yaml': '- { id: a, name: A }\n- { id: a, name: B }\n' },
      'spaces.yaml:2 `id: a` is used twice',
    ],
    [
      'a level that may do something else',
      { 'levels.yaml': '- id: guest\n  may: { coment: held }\n' },
      'levels.yaml:2 `coment` is not a key of `[1].may`; did you mean `comment`?',
    ],
    [
      'a network nobody can follow',
      { 'networks.yaml': '- { id: a, name: A }\n' },
      '`[1].follow` is missing; expected a follow link',
    ],
    [
      'a share link without a place for the address',
      {
        'networks.yaml':
          '- { id: a, name: A, follow: https://a.example/, share: https://a.example/s }\n',
      },
      'expected {url}',
    ],
    [
      'a deputy who is nobody',
      { 'people/mara.yaml': 'name: Mara\ndeputy: tom\n' },
      'people/mara.yaml:2 `deputy: tom` is not a person in people/',
    ],
    [
      'somebody who is their own deputy',
      { 'people/mara.yaml': 'name: Mara\ndeputy: mara\n' },
      'people/mara.yaml:2 `deputy: mara` is the person themselves',
    ],
    [
      'a home of a post at a network that is not known',
      {
        'networks.yaml': '- { id: mastodon, name: M, follow: https://m.example/ }\n',
        'posts/winter.mdx': post('elsewhere:\n  - { network: mastodn, url: https://m.example/1 }'),
      },
      'posts/winter.mdx:6 `network: mastodn` is not in networks.yaml; did you mean `mastodon`?',
    ],
    [
      'a home of a post that is no address',
      {
        'networks.yaml': '- { id: mastodon, name: M, follow: https://m.example/ }\n',
        'posts/winter.mdx': post('elsewhere:\n  - { network: mastodon, url: "javascript:x" }'),
      },
      'posts/winter.mdx:6 `elsewhere[1].url: javascript:x`: expected a full address',
    ],
    ['broken YAML', { 'levels.yaml': '- id: [\n' }, 'levels.yaml:2 is not valid YAML'],
  ] as [string, Files, string][])('%s', async (_, files, message) => {
    const found = await errors({ ...files })
    expect(
      found.some((fault) => fault.includes(message)),
      found.join('\n'),
    ).toBe(true)
  })
})

describe('a mistake in an offer is told:', () => {
  test.each([
    [
      'a tag no post has',
      'where: { tags: [wintr] }',
      '`where.tags: wintr` is not a tag of any post; did you mean `winter`?',
    ],
    [
      'a post that is none',
      'where: { posts: [wintr] }',
      '`where.posts: wintr` is not a post; did you mean `winter`?',
    ],
    [
      'a kind that is none',
      'where: { kinds: [new] }',
      '`where.kinds[1]: new`: expected one of news',
    ],
    [
      'an audience that is none',
      'audience: member',
      '`audience: member` is not an audience; did you mean `members`?',
    ],
  ])('%s', async (_, head, message) => {
    const found = await errors({
      'offers/course.mdx': offer(head),
      'posts/winter.mdx': post('tags: [winter]'),
    })
    expect(found).toEqual([expect.stringContaining(message)])
  })

  test('that it does not say it is promotion', async () => {
    expect(
      await errors({ 'offers/course.mdx': offer('').replace('disclosure: Our own\n', '') }),
    ).toEqual(['offers/course.mdx:2 `disclosure` is missing; expected text'])
  })

  test.each(['', ' ""', ' "  "'])('that it says so with nothing:%s', async (nothing) => {
    expect(await errors({ 'offers/course.mdx': offer('').replace(' Our own', nothing) })).toEqual([
      'offers/course.mdx:4 `disclosure` is missing: its line is empty; expected text',
    ])
  })
})

describe('an offer that will not do what was meant is warned of:', () => {
  test.each([
    [
      'it ends before it starts',
      'start: 2026-11-25\nend: 2026-11-24',
      'offers/course.mdx:6 ends before it starts, so it is never shown',
    ],
    [
      'it is over for thirty days',
      'end: 2026-10-23T11:59Z',
      'offers/course.mdx:5 ended 30 days ago; delete the file, or set a new `end`',
    ],
  ])('%s', async (_, head, warning) => {
    const report = await check({ 'offers/course.mdx': offer(head) })
    expect(report.errors).toEqual([])
    expect(report.warnings.map(told)).toEqual([warning])
  })

  test('its button does not lead to https', async () => {
    const lead = (url: string) =>
      warnings({ 'offers/course.mdx': offer('').replace('https://else.example/', url) })
    expect(await lead('http://else.example/')).toEqual([
      'offers/course.mdx:3 the button leads to http://else.example/, which is not https',
    ])
    expect(await lead('/posts/winter/')).toEqual([])
  })

  test.each(['where: {}', 'where: { front: false }', 'where: { kinds: [], tags: [] }'])(
    'it has no place: %s',
    async (where) => {
      const files = { 'offers/a.mdx': offer(''), 'offers/course.mdx': offer(where) }
      expect(await warnings(files)).toEqual([
        'offers/course.mdx:5 `where` names no place, so the offer is shown only on the offers page; expected kinds, tags, posts or `front: true`, or no `where` for everywhere',
      ])
      // One for the texts that hold it.
      const held = { ...files, 'posts/winter.mdx': post('', '<Offer id="course" />') }
      expect(await warnings(held)).toEqual([])
    },
  )

  test.each([
    ['its last day is not thirty days ago', 'end: 2026-10-24'],
    ['a day that begins and ends it', 'start: 2026-11-22\nend: 2026-11-22'],
  ])('but not where %s', async (_, head) => {
    expect(await warnings({ 'offers/course.mdx': offer(head) })).toEqual([])
  })

  const both = (one: string, other: string) =>
    warnings({
      'offers/a.mdx': offer(one),
      'offers/b.mdx': offer(other),
      'posts/winter.mdx': post('tags: [snow, ice]'),
    })

  test.each([
    ['everywhere', '', ''],
    ['on the front page', 'where: { front: true }', 'where: { kinds: [idea], front: true }'],
    ['below one kind', 'where: { kinds: [idea, news] }', 'where: { kinds: [news] }'],
    ['below one tag', 'where: { tags: [snow] }', 'where: { tags: [ice, snow] }'],
    ['below one post', 'where: { posts: [winter] }', 'where: { posts: [winter] }'],
    ['everywhere and somewhere', 'where: { front: true }', ''],
    ['for a while', 'end: 2026-12-01T10:00', 'start: 2026-12-01T10:00'],
    ['for guests', 'audience: guests', 'audience: guests'],
    ['for some', 'audience: everyone', 'audience: members'],
  ])('two of one priority stand %s', async (_, one, other) => {
    expect(await both(one, other)).toEqual([
      expect.stringMatching(
        /^offers\/b\.mdx:\d has the same place and `priority: 0` as offers\/a\.mdx; of the two/,
      ),
    ])
  })

  test('many of one priority are told once for each, the first few by name', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const files = Object.fromEntries(names.map((name) => [`offers/${name}.mdx`, offer('')]))
    const found = await warnings(files)
    expect(found.map((warning) => /^[^:]*/.exec(warning)?.[0])).toEqual(
      names.slice(1).map((name) => `offers/${name}.mdx`),
    )
    expect(found.at(1)).toContain(
      ' as offers/a.mdx and offers/b.mdx; of these, the one that started last is shown',
    )
    expect(found.at(-1)).toContain(' as offers/a.mdx, offers/b.mdx, offers/c.mdx and 2 others; ')
  })

  test.each([
    ['of two priorities', 'priority: 1', ''],
    ['in two places', 'where: { kinds: [idea] }', 'where: { kinds: [news] }'],
    ['one after the other', 'end: 2026-12-01', 'start: 2026-12-02'],
    ['over, the one of them', 'end: 2026-11-20', ''],
    ['over, the other', '', 'end: 2026-11-20'],
    ['for guests and for members', 'audience: guests', 'audience: members'],
  ])('but not two that are %s', async (_, one, other) => {
    expect(await both(one, other)).toEqual([])
  })
})

describe('an offer in a text', () => {
  const inPost = (body: string) => ({
    'offers/course.mdx': offer(''),
    'posts/winter.mdx': post('', body),
  })

  test('stands where it was put', async () => {
    expect(await check(inPost('Words.\n\n<Offer id="course" />\n\nMore.'))).toMatchObject({
      errors: [],
      warnings: [],
    })
  })

  test.each([
    [
      'there is not',
      'Words.\n\n<Offer id="curse" />',
      'posts/winter.mdx:9 `<Offer id="curse" />` is not an offer; did you mean `course`?',
    ],
    [
      'has no name',
      '<Offer />',
      'posts/winter.mdx:7 `<Offer />` names no offer; expected the name of a file in offers/, as `id="…"`',
    ],
    [
      'stands amid words',
      'Take <Offer id="course" /> now.',
      'posts/winter.mdx:7 `<Offer id="course" />` is within a paragraph; expected it on a line of its own',
    ],
  ])('that %s is an error', async (_, body, error) => {
    expect(await errors(inPost(body))).toEqual([error])
  })

  test('is told by its own line, whatever else is wrong and whatever is shown as code', async () => {
    const body = '<Offer id="curse" />\n\n```mdx\n<Offer />\n```\n\n`<Offer />`\n\n<Offer />'
    expect(await errors(inPost(body))).toEqual([
      'posts/winter.mdx:7 `<Offer id="curse" />` is not an offer; did you mean `course`?',
      'posts/winter.mdx:15 `<Offer />` names no offer; expected the name of a file in offers/, as `id="…"`',
    ])
  })

  test('can not stand in another offer', async () => {
    const files = {
      'offers/course.mdx': offer(''),
      'offers/other.mdx': offer('priority: 1').replace('Buy.', '<Offer id="course" />'),
    }
    expect(await errors(files)).toEqual([
      'offers/other.mdx:8 `<Offer id="course" />` is in an offer; expected it in a post or a page',
    ])
  })
})

describe('a component in a file that ends in .md', () => {
  const inPost = (body: string) => ({
    'offers/course.mdx': offer(''),
    'posts/winter.mdx': '',
    'posts/winter.md': post('', body),
  })

  test('is warned of, with its line and the name that the file needs', async () => {
    const body =
      'Words.\n\n<Offer id="course" />\n\n<HouseRules />\n\n<Offer id="course"></Offer>\n'
    const shown = (line: number, name: string) =>
      `posts/winter.md:${line} \`<${name}>\` is shown as text, because components work only in .mdx files; rename the file to posts/winter.mdx`
    expect(await warnings(inPost(body))).toEqual([
      shown(9, 'Offer'),
      shown(11, 'HouseRules'),
      shown(13, 'Offer'),
    ])
  })

  test.each([
    '`<Offer id="course" />`',
    '```mdx\n<Offer id="course" />\n```',
    'A <b>bold</b> word.',
  ])('is no component where it is told of: %s', async (body) => {
    expect(await warnings(inPost(body))).toEqual([])
  })
})

describe('two that would be one are told:', () => {
  test.each([
    [
      'two posts with one slug',
      { 'posts/winter/index.mdx': post() },
      'posts/winter.mdx has the address of posts/winter/index.mdx',
    ],
    ['a post as .md and .mdx', { 'posts/winter.md': post() }, 'has the address of posts/winter.md'],
    [
      'two posts with one id',
      { 'posts/a.mdx': post('id: x'), 'posts/b.mdx': post('id: x') },
      'posts/b.mdx:5 `id: x` is the id of posts/a.mdx',
    ],
    [
      "an id that is another's slug",
      { 'posts/a.mdx': post('id: winter') },
      '`id: winter` is the id of',
    ],
    [
      "a former slug that is another's",
      { 'posts/a.mdx': post('formerly: [winter]') },
      'posts/a.mdx:5 `formerly: winter` is the slug of posts/winter.mdx',
    ],
    [
      'a former slug of its own',
      { 'posts/winter.mdx': post('formerly: [winter]') },
      '`formerly: winter` is the slug of this post',
    ],
    [
      'two posts with one former slug',
      { 'posts/a.mdx': post('formerly: [old]'), 'posts/b.mdx': post('formerly: [old]') },
      '`formerly: old` is also claimed by posts/a.mdx',
    ],
  ] as [string, Files, string][])('%s', async (_, files, message) => {
    const found = await errors(files)
    expect(found).toEqual([expect.stringContaining(message)])
  })
})

describe('a file in the wrong place or of the wrong kind is told:', () => {
  test.each([
    [
      'a text file among posts',
      { 'posts/notes.txt': 'x' },
      'posts/notes.txt is not a valid post; expected a file that ends in .mdx or .md',
    ],
    ['a shouted extension', { 'posts/notes.MD': post() }, 'posts/notes.MD is not a valid post'],
    [
      'a folder without a post',
      { 'posts/shop/index.mdx.txt': post() },
      'posts/shop/ contains no post; expected posts/shop/index.mdx',
    ],
    [
      'a second text in a folder',
      { 'posts/shop/index.mdx': post(), 'posts/shop/more.mdx': post() },
      'posts/shop/more.mdx is not a valid post',
    ],
    [
      'a name that can not stand in an address',
      { 'posts/Über uns.mdx': post() },
      'expected lower-case letters, digits and hyphens, such as `uber-uns`',
    ],
    [
      'a person in JSON',
      { 'people/tom.json': '{}' },
      'people/tom.json is not a person file; expected people/<handle>.yaml',
    ],
    [
      'settings with another ending',
      { 'spaces.yml': '[]' },
      'spaces.yml is ignored; did you mean `spaces.yaml`?',
    ],
    ['a misspelt folder', { 'post/a.mdx': post() }, 'post is ignored; did you mean `posts`?'],
  ] as [string, Files, string][])('%s', async (_, files, message) => {
    expect(await errors(files)).toEqual([expect.stringContaining(message)])
  })

  test('what begins with _ is left alone', async () => {
    expect(
      await errors({
        'posts/_notes.txt': 'x',
        'posts/_part.mdx': '<b>',
        '_drafts/a.mdx': 'x',
        'posts/README.md': 'x',
      }),
    ).toEqual([])
  })

  test('a content folder that is not there', async () => {
    expect((await checkContent('/nowhere/at/all')).errors).toEqual([
      {
        file: '/nowhere/at/all',
        message: 'is not a folder; set HUB_CONTENT to the content folder',
      },
    ])
  })
})

describe('MDX that does not compile is told with its line:', () => {
  test.each([
    [
      'a tag that is not closed',
      'Hello.\n\n<b>open',
      'posts/winter.mdx:9 is not valid MDX: Expected a closing tag for `<b>`',
    ],
    [
      'a broken expression',
      'Hello {1 +} there',
      'posts/winter.mdx:7 is not valid MDX: Could not parse expression',
    ],
    [
      'an HTML comment',
      'Hello.\n\n<!-- hidden -->',
      'posts/winter.mdx:9 is not valid MDX: Unexpected character `!`',
    ],
  ])('%s', async (_, body, message) => {
    expect(await errors({ 'posts/winter.mdx': post('', body) })).toEqual([
      expect.stringContaining(message),
    ])
  })

  test('the same in .md is Markdown', async () => {
    expect(
      await errors({
        'posts/winter.mdx': '',
        'posts/winter.md': post('', 'a {1 +} b <b>open\n\n<!-- hidden -->'),
      }),
    ).toEqual([])
  })
})

describe('a weakness of a body is a warning with its line:', () => {
  test.each([
    [
      'a picture that is not there',
      '![Shop](./none.png)',
      'the picture ./none.png does not exist; its text is shown instead',
    ],
    [
      'a picture on another host',
      '![Shop](https://else.example/a.png)',
      'the picture https://else.example/a.png is on another host and becomes a link',
    ],
    [
      'a link that leads nowhere',
      '[x](/posts/wintr)',
      'the link to /posts/wintr matches no page of the hub',
    ],
    [
      'a link to a file that is not there',
      '[x](./map.pdf)',
      'the link to ./map.pdf matches no page of the hub',
    ],
    [
      'a link to a post that is a draft',
      '[x](/posts/draft/)',
      'the link to /posts/draft/ matches no page of the hub',
    ],
    [
      'a link to a post to come',
      '[x](/posts/later/)',
      'the link to /posts/later/ matches no page of the hub',
    ],
    [
      'a frame',
      '<iframe src="https://else.example/film"></iframe>',
      'https://else.example/film is an embed and becomes a link',
    ],
    [
      'a form',
      '<form action="https://else.example/f"></form>',
      'https://else.example/f is an embed and becomes a link',
    ],
    [
      'a directive nobody knows',
      ':::film\nx\n:::',
      '`:::film` is not a known directive and is shown as text',
    ],
    ['a script', '<script src="https://else.example/a.js"></script>', '<script> is removed'],
  ])('%s', async (_, weakness, message) => {
    for (const name of ['posts/winter.md', 'posts/winter.mdx']) {
      const found = await warnings({
        'posts/winter.mdx': '',
        [name]: post('', `Hello.\n\n${weakness}`),
        'posts/draft.mdx': post('draft: true'),
        'posts/later.mdx': post('publish: 2026-12-01'),
      })
      expect(found).toEqual([expect.stringContaining(`${name}:9 ${message}`)])
    }
  })

  test.each([
    '/',
    '/posts/winter',
    '/posts/old/',
    '/pages/rules/',
    '/people/mara/',
    '/kinds/news/',
    '/tags/snow/',
    '/spaces/public/',
    '/offers/',
    '/feed.xml',
    '/topics/018f/x/',
    '#top',
    './winter.mdx',
  ])('a link to %s leads somewhere', async (address) => {
    expect(
      await warnings({
        'posts/winter.mdx': post('formerly: [old]\ntags: [snow]', `[x](${address})`),
        'pages/rules.mdx': '---\ntitle: Rules\n---\n',
      }),
    ).toEqual([])
  })

  test('a link to a file leads somewhere when the post gives it away', async () => {
    const files: Files = { 'posts/loop/loop.gpx': '<gpx/>' }
    const loop = (head: string) => ({
      ...files,
      'posts/loop/index.mdx': post(head, '[x](./loop.gpx)'),
    })
    expect(
      await warnings(loop('kind: resource\nfiles: [{ label: Loop, file: ./loop.gpx }]')),
    ).toEqual([])
    expect(await warnings(loop(''))).toEqual([
      expect.stringContaining('a file is served only if `files:`'),
    ])
  })

  test('a post with nothing but warnings has no errors', async () => {
    expect(await errors({ 'posts/winter.mdx': post('', '![Shop](./none.png)') })).toEqual([])
  })
})

describe('a post whose time has not come', () => {
  test('is named with its time, in the time of the hub', async () => {
    const report = await check({ 'posts/later.mdx': post('publish: 2026-12-01T08:00') })
    expect(report).toMatchObject({ errors: [], warnings: [] })
    expect(report.scheduled).toEqual([
      { file: 'posts/later.mdx', title: 'Winter', publish: new Date('2026-12-01T08:00:00Z') },
    ])
    expect(describeReport(report, 'Europe/London')).toBe(
      'Scheduled: these are not visible before their time, and then appear automatically:\n  posts/later.mdx  “Winter”, 1 December 2026 at 08:00 Europe/London',
    )
  })

  test('is out when its time has come', async () => {
    expect(
      (await check({ 'posts/later.mdx': post('publish: 2026-11-22T11:59') })).scheduled,
    ).toEqual([])
  })

  test('may be led to by itself and by what comes with it or later, and by nothing before', async () => {
    const link = '[x](/posts/later/) [y](/tags/snow/)'
    const later = post('publish: 2026-12-01\ntags: [snow]', link)
    const found = (publish: string) =>
      warnings({ 'posts/later.mdx': later, 'posts/other.mdx': post(publish, link) })
    expect(await found('publish: 2026-12-01')).toEqual([])
    expect(await found('publish: 2026-12-02')).toEqual([])
    expect(await found('publish: 2026-11-30')).toEqual([
      'posts/other.mdx:8 the link to /posts/later/ matches no page of the hub until 1 December 2026 at 00:00 Europe/London, when posts/later.mdx appears',
      'posts/other.mdx:8 the link to /tags/snow/ matches no page of the hub until 1 December 2026 at 00:00 Europe/London, when posts/later.mdx appears',
    ])
    expect(await found('')).toHaveLength(2)
  })
})

describe('the words that hold a comment', () => {
  const list = 'online casino # a comment\n# a line for whoever reads it\n赌博\n'

  test('are a list with remarks', async () => {
    const { errors, warnings } = await check({ 'held-words.txt': list })
    expect([errors, warnings]).toEqual([[], []])
  })

  test('say so when they would hold what everybody writes', async () => {
    const found = await errors({ 'held-words.txt': `${list}of\n${'a'.repeat(101)}\n- x -\n我\n` })
    expect(found).toEqual([
      'held-words.txt:4 `of` is too short and would hold ordinary comments; expected at least three letters',
      'held-words.txt:5 is 101 characters long; expected a word or a phrase of at most 100',
      'held-words.txt:6 `- x -` is too short and would hold ordinary comments; expected at least three letters',
      'held-words.txt:7 `我` is too short and would hold ordinary comments; expected at least three letters',
    ])
  })

  test('say so when a line holds nothing', async () => {
    expect(await warnings({ 'held-words.txt': `${list}\nOnline Casino\n` })).toEqual([
      'held-words.txt:4 is empty; to separate parts of the list, use a line with a `#`',
      'held-words.txt:5 `online casino` is already in line 1',
    ])
  })
})

test('a report reads as a list of places', async () => {
  const report = await check({ 'posts/winter.mdx': post('space: publik', '![Shop](./none.png)') })
  expect(describeReport(report)).toBe(
    [
      '1 mistake; nothing was built',
      '  posts/winter.mdx:5  `space: publik` is not a space; did you mean `public`?',
      '',
      '1 warning',
      '  posts/winter.mdx:8  the picture ./none.png does not exist; its text is shown instead',
    ].join('\n'),
  )
})
