import { expect, test } from 'vitest'
import { findFunctions, findLong, localsOf } from './code'
import {
  findContext,
  findCrossing,
  findFileCircles,
  findImpure,
  findOutOfRole,
  findRoomArrows,
  findUpward,
  findWithoutRole,
} from './direction'
import { readImports } from './imports'
import { findRepeated, isParticiple, isWellSpelled } from './names'
import { countSigns } from './plain-words'
import type { Source } from './sources'
import { findForeignSql, findUnknownColumns, readSql } from './sql'
import { findForeignWrites, findMisplacedWrites } from './sql-writes'
import { traceWalk } from './trace'

/*
 * Whether the checks of the house see what they look for: small houses, each with something wrong
 * in it.
 */

const housed = (files: Record<string, string>): Source[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }))

const imported = (files: Record<string, string>) => readImports(housed(files))

const members = 'worker/accounts/members'
const comments = 'worker/discussion/comments'

test('an import from a higher floor is found; one of its types is none', () => {
  const files = {
    [`${members}/queries.ts`]: "import { list } from '../../discussion/comments/queries'",
    [`${members}/rules.ts`]: "import type { Row } from '../../discussion/comments/queries'",
    [`${members}/table.ts`]: "import { type Row } from '../../discussion/comments/queries'",
    [`${comments}/queries.ts`]: "import { find } from '../../accounts/members/queries'",
  }
  const arrow = `${members}/queries.ts -> ${comments}/queries.ts`
  expect(findUpward(imported(files))).toEqual([arrow])
})

test('a foreign key may name a table of a higher floor, and makes no circle of rooms', () => {
  const files = {
    [`${members}/table.ts`]: "import { comments } from '../../discussion/comments/table'",
    [`${comments}/table.ts`]: "import { topics } from '../topics/start.table'",
    'worker/discussion/topics/start.table.ts': '',
    'worker/discussion/topics/queries.ts': "import { list } from '../comments/table'",
  }
  expect(findUpward(imported(files))).toEqual([])
  expect(findRoomArrows(imported(files))).toEqual([])
})

test('a folder that is no floor may be imported by nobody', () => {
  const files = {
    'worker/lib/id.ts': "import { wild } from '../wild/rules'",
    'worker/wild/rules.ts': '',
  }
  expect(findUpward(imported(files))).toHaveLength(1)
})

test('rooms and files in a circle are found', () => {
  const files = {
    [`${comments}/queries.ts`]: "import { one } from '../topics/rules'",
    'worker/discussion/topics/rules.ts': "export { two } from '../ideas/rules'",
    'worker/discussion/ideas/rules.ts': "const late = () => import('../comments/queries')",
    'worker/discussion/search/rules.ts': "import { one } from '../topics/rules'",
  }
  expect(findRoomArrows(imported(files))).toHaveLength(3)
  expect(findFileCircles(imported(files))).toHaveLength(1)
})

test('in the site a circle of files is found, and none of folders', () => {
  const files = {
    'site/hub/settings.ts': "import { schema } from '../people/schema'",
    'site/people/schema.ts': '',
    'site/people/list.ts': "import { settings } from '../hub/settings'",
    'site/posts/list.ts': "import { read } from '../feeds/read'",
    'site/feeds/read.ts': "import { list } from '../posts/list'",
  }
  expect(findRoomArrows(imported(files))).toEqual([])
  expect(findFileCircles(imported(files))).toEqual(['site/feeds/read.ts <-> site/posts/list.ts'])
})

test('a file without a role is found, on floors of rooms alone', () => {
  const files = ['lib/id.ts', 'http/page-cache.ts', 'app.ts', 'discussion/comments/tone.ts']
  const sources = housed(Object.fromEntries(files.map((path) => [`worker/${path}`, ''])))
  expect(findWithoutRole(sources)).toEqual([`${comments}/tone.ts`])
})

test.each([
  ['rules.ts', "import { a } from './queries'"],
  ['rules.ts', "import { eq } from 'drizzle-orm'"],
  ['table.ts', "import { a } from './queries'"],
  ['queries.ts', "import { a } from './commands'"],
  ['queries.ts', "import { a } from './view'"],
  ['thread.queries.ts', "import { a } from './view'"],
  ['commands.ts', "import { Hono } from 'hono'"],
  ['view.tsx', "import { a } from './table'"],
  ['letter.view.tsx', "import { a } from './queries'"],
  ['messages.ts', "import { a } from './view'"],
  ['slot.tsx', "import { a } from './commands'"],
  ['slot.tsx', "import { a } from './routes'"],
  ['jobs.ts', "import { a } from './routes'"],
  ['own.jobs.ts', "import { a } from '../../http/layout'"],
  ['oauth.client.ts', "import { a } from './queries'"],
  ['link.token.ts', "import { a } from './queries'"],
  ['commands.ts', "import { a } from './personal-data'"],
  ['personal-data.ts', "import { a } from '../topics/personal-data'"],
  ['middleware.ts', "import { a } from './routes'"],
  ['routes.ts', "import { a } from '../topics/routes'"],
  ['routes.ts', "import { a } from '../topics/own.routes'"],
])('%s may not say %s', (name, text) => {
  const others = ['queries.ts', 'commands.ts', 'view.tsx', 'table.ts', 'rules.ts', 'routes.ts']
  const files = {
    ...Object.fromEntries(others.map((other) => [`${comments}/${other}`, ''])),
    'worker/http/layout.tsx': '',
    [`${comments}/personal-data.ts`]: '',
    'worker/discussion/topics/personal-data.ts': '',
    'worker/discussion/topics/routes.ts': '',
    'worker/discussion/topics/own.routes.ts': '',
    [`${comments}/${name}`]: text,
  }
  expect(findOutOfRole(imported(files))).toHaveLength(1)
})

test('commands may call commands of their floor and below, and pages what lies below them', () => {
  const files = {
    'worker/audit/commands.ts': '',
    [`${comments}/commands.ts`]: "import { record } from '../../audit/commands'",
    [`${comments}/personal-data.ts`]: '',
    [`${comments}/routes.ts`]:
      "import { create } from './commands'\nimport { own } from './own.routes'",
    [`${comments}/own.routes.ts`]: '',
    'worker/discussion/topics/commands.ts': "import { create } from '../comments/commands'",
    'worker/pages/conversation/routes.ts':
      "import { own } from '../../discussion/comments/own.routes'\nimport { a } from './thread.slot'",
    'worker/pages/conversation/thread.slot.tsx':
      "import { list } from '../../discussion/comments/queries'",
    'worker/pages/privacy/erasure.personal-data.ts':
      "import { erase } from '../../discussion/comments/personal-data'",
  }
  expect(findOutOfRole(imported(files))).toEqual([])
})

test('Context is seen by routes, middleware, slots and the http floor alone, its type included', () => {
  const text = "import type { Context } from 'hono'"
  const paths = [
    `${comments}/routes.ts`,
    `${comments}/thread.slot.tsx`,
    `${members}/session.middleware.ts`,
    'worker/http/errors.ts',
  ]
  const files = Object.fromEntries([...paths, `${comments}/view.tsx`].map((path) => [path, text]))
  expect(findContext(imported(files))).toEqual([`${comments}/view.tsx`])
})

test('rules that wait or ask the clock are found, and views that wait', () => {
  const files = {
    [`${comments}/rules.ts`]: 'export const now = () => new Date()',
    [`${members}/rules.ts`]: 'export const at = (time: number) => new Date(time)',
    [`${comments}/view.tsx`]: 'export const List = async () => <ul />',
    [`${members}/view.tsx`]: 'export const Member = () => <p />',
  }
  expect(findImpure(housed(files))).toEqual([
    `${comments}/rules.ts (rules with a clock)`,
    `${comments}/view.tsx (view that wait)`,
  ])
})

test('the halves meet in the contract, and nothing imports a page', () => {
  const files = {
    'site/contract/paths.ts': "import { slug } from 'slug'",
    'site/contract/limits.ts': "import { list } from '../posts/list'",
    'site/posts/list.ts': "import { find } from '../../worker/search/queries'",
    'site/client/index.ts': "import { list } from '../posts/list'",
    'site/posts/Card.astro': "---\nimport Page from '../pages/index.astro'\n---\n<p />",
    'site/pages/index.astro': "---\nimport { limits } from '../contract/limits'\n---",
    'worker/discussion/search/queries.ts': "import { limits } from '../../../site/contract/limits'",
    'worker/discussion/search/rules.ts': "import { list } from '../../../site/posts/list'",
  }
  expect(findCrossing(imported(files))).toHaveLength(6)
})

const table = `import { sqliteTable, text, integer } from 'drizzle-orm/sqlite-core'
export const comments = sqliteTable('comments', {
  id: text().primaryKey(),
  writtenAt: integer({ mode: 'timestamp_ms' }).notNull(),
  author: text('member'),
}, (t) => [index('comments_oldest').on(t.id)])`

const asked = (sql: string, path = `${comments}/queries.ts`) =>
  readSql(housed({ [`${comments}/table.ts`]: table, [path]: `db.all(${sql})` }), [])

test.each([
  'sql`select c.id, c.written_at as at, c.member from comments c where c.id = ${id}`',
  'sql`select comments.id from ${comments} where written_at > ${at} and id <> ${"x"}`',
  'sql`select k.many from (select count(*) as many from comments) k`',
  'sql`with above (id, step) as (select id, 1 from comments) select step from above`',
  "sql`select c.id from comments c indexed by comments_oldest where c.id like 'x.y'`",
  'sql`${isOpen ? sql`c.id` : sql`c.member`} is null` + sql`from comments c`',
])('SQL that names columns which are there is fine: %s', (sql) => {
  expect(findUnknownColumns(asked(sql))).toEqual([])
})

test.each([
  ['sql`select c.writtenat from comments c`', 'c.writtenat'],
  ['sql`select comments.author from comments`', 'comments.author'],
  ['sql`select id from ${comments} where wrote_at > 1`', 'wrote_at'],
  ['sql`select c.id ${older ? sql`, c.age` : sql``} from comments c`', 'c.age'],
  ['sql`select x.id from comments c`', 'x.id'],
  ['sql`select k.much from (select count(*) as many from comments) k`', 'k.much'],
  ['sql`select c.id from comments c indexed by comments_newest`', 'comments_newest'],
  ["sql.raw('select c.age from comments c')", 'c.age'],
])('a column that is not there is found: %s', (sql, name) => {
  expect(findUnknownColumns(asked(sql))).toContain(`${comments}/queries.ts: ${name}`)
})

test('a column of a table that a fragment does not name is held to where its file names it', () => {
  const source = 'sql`c.age > 1`, sql`select c.id from comments c`'
  expect(findUnknownColumns(asked(source))).toEqual([`${comments}/queries.ts: c.age`])
})

test('columns of views and of full-text tables are read from the migrations', () => {
  const migrations = housed({
    '1.sql': 'CREATE VIEW `works` AS SELECT `id` AS `subject` FROM `comments`;',
    '2.sql': "CREATE VIRTUAL TABLE `found` USING fts5(`title`, content = 'comments');",
  })
  const text = 'sql`select w.subject, f.title, w.age, f.body from works w join found f`'
  const sources = housed({ [`${comments}/queries.ts`]: text })
  expect(findUnknownColumns(readSql(sources, migrations))).toEqual([
    `${comments}/queries.ts: w.age`,
    `${comments}/queries.ts: f.body`,
  ])
})

test("another room's table in SQL is found, and none of one's own", () => {
  const sql = 'sql`select c.id from comments c`'
  expect(findForeignSql(asked(sql))).toEqual([])
  const path = 'worker/moderation/queue/queries.ts'
  expect(findForeignSql(asked(sql, path))).toEqual([`${path}: comments`])
})

test.each([
  'db.insert(comments).values(row)',
  'db.update(comments).set(row)',
  'db.delete(comments)',
  'insertIf(db, comments, row, sql`where true`)',
  'db.run(sql`update comments set id = 1`)',
  'db.run(sql`delete from ${comments}`)',
  'db.run(sql`insert or ignore into comments (id) values (1)`)',
])('a write to a table is seen: %s', (text) => {
  const other = 'worker/moderation/queue/commands.ts'
  const sources = housed({
    [`${comments}/table.ts`]: table,
    [other]: text,
    [`${comments}/commands.ts`]: text,
    [`${comments}/queries.ts`]: text,
  })
  const sql = readSql(sources, [])
  expect(findForeignWrites(sources, sql)).toEqual([`${other}: comments`])
  expect(findMisplacedWrites(sources, sql)).toEqual([`${comments}/queries.ts: comments`])
})

test('a name that two files export is found, unless a framework asks for it', () => {
  const text =
    'export const limit = 1\nexport type Row = string\nexport const GET = 1\nconst own = 1'
  const repeated = findRepeated(housed({ 'worker/lib/a.ts': text, 'worker/lib/b.ts': text }))
  expect([...repeated.keys()]).toEqual(['limit', 'Row'])
})

test.each(['taking.ts', 'shown.tsx', 'not-saved.view.tsx', 'telling-voters.ts', 'as-drawn.ts'])(
  '%s is a participle',
  (name) => expect(isParticiple(`worker/lib/${name}`)).toBe(true),
)

test.each([
  'settings.ts',
  'scheduled-posts.ts',
  'feed.ts',
  'token.ts',
  'link-rules.ts',
  'view.tsx',
])('%s is none', (name) => expect(isParticiple(`worker/lib/${name}`)).toBe(false))

test.each([
  ['worker/lib/pageCache.ts', false],
  ['worker/lib/page-cache.ts', true],
  ['worker/lib/page.view.tsx', true],
  ['site/posts/card.astro', false],
  ['site/posts/Card.astro', true],
  ['site/pages/kinds/[kind]/[...page].astro', true],
])('%s is spelled as files are: %s', (path, isWell) => expect(isWellSpelled(path)).toBe(isWell))

test('the length of a function is that of its body; a handler is one', () => {
  const body = Array.from({ length: 41 }, (_, line) => `  call(${line})`).join('\n')
  const text = `const short = () => 1\nconst long = () => {\n${body}\n}\napp.get('/x', (c) => {\n${body}\n})`
  expect(findLong(housed({ 'a.ts': text }))).toEqual(['a.ts: long', 'a.ts: GET /x'])
})

test('locals are what a function names itself, and not what it is given', () => {
  const text = `const make = ({ a }: Draft, draft: Draft) => {
    const { b, c } = draft
    const { d, e: [f] } = read(draft)
    const each = () => { const inner = 1; return inner }
  }`
  const make = findFunctions(housed({ 'a.ts': text })).find(({ name }) => name === 'make')!
  expect(localsOf(make)).toEqual(['d', 'f', 'each'])
})

test('a walk follows imports, and says where they do not lead on', () => {
  const files = {
    'worker/app.ts': "import { routes } from './discussion/comments/routes'",
    [`${comments}/routes.ts`]: "import { create } from './commands'\nexport const routes = 1",
    [`${comments}/commands.ts`]:
      "import { forget } from '../../http/page-cache'\nexport const create = 1",
    'worker/http/page-cache.ts': 'export const forget = 1',
  }
  const walk = { name: 'create', entry: 'worker/app.ts', reaches: 'comments' }
  const [sources, imports] = [housed(files), imported(files)]
  expect(traceWalk({ ...walk, steps: ['routes', 'create'] }, sources, imports, () => true)).toEqual(
    {
      name: 'create',
      files: ['worker/app.ts', `${comments}/routes.ts`, `${comments}/commands.ts`],
      ground: [],
    },
  )
  const byFile = ['routes', `${comments}/commands.ts`, 'worker/http/page-cache.ts']
  expect(traceWalk({ ...walk, steps: byFile }, sources, imports, () => true)).toMatchObject({
    files: ['worker/app.ts', `${comments}/routes.ts`, `${comments}/commands.ts`],
    ground: ['worker/http/page-cache.ts'],
  })
  for (const steps of [['create'], ['routes', 'remove'], [`${comments}/commands.ts`]])
    expect(traceWalk({ ...walk, steps }, sources, imports, () => true)).toHaveProperty('fault')
  expect(traceWalk({ ...walk, steps: ['routes'] }, sources, imports, () => false)).toHaveProperty(
    'fault',
  )
})

test('words of the dialect are counted in code, comments and strings', () => {
  const text = '// Somebody can\n// not.\nconst told = "e-mail"'
  expect(Object.fromEntries(countSigns(housed({ 'a.ts': text })))).toMatchObject({
    somebody: 1,
    'can not': 1,
    told: 1,
    'e-mails': 1,
    nobody: 0,
  })
})
