import { basename } from 'node:path'
import { earlierFloors } from './earlier-layout'

/** The floors of the Worker, from the ground up; those of one line stand side by side. */
const LINES = [
  ['lib'],
  ['markdown'],
  ['http', 'ui'],
  ['notifications', 'audit'],
  ['accounts'],
  ['discussion'],
  ['promotion', 'moderation'],
  ['live', 'api'],
  ['pages'],
  ['root'],
]

const heights = new Map(LINES.flatMap((names, height) => names.map((name) => [name, height])))

/** Floors that hold one subject: their folders are no rooms, and their files need no role. */
const GROUND = new Set(['lib', 'markdown', 'http', 'ui'])

export const ROLES = [
  'table',
  'rules',
  'queries',
  'commands',
  'form',
  'messages',
  'personal-data',
  'middleware',
  'view',
  'slot',
  'routes',
  'jobs',
  'client',
  'token',
] as const
export type Role = (typeof ROLES)[number]

const foldersOf = (path: string) => path.split('/').slice(1, -1)

export const halfOf = (path: string): string => path.split('/')[0]!

/** The floor of a file of the Worker as its path has it; `undefined` for a folder that is no floor. */
export const floorOf = (path: string): string | undefined => {
  const [folder = 'root'] = foldersOf(path)
  return heights.has(folder) ? folder : undefined
}

/** How high above the ground a file lies, also in the layout that rooms had before there were floors. */
export const heightOf = (path: string): number | undefined => {
  const floor = floorOf(path) ?? earlierFloors[foldersOf(path)[0]!]
  return floor === undefined ? undefined : heights.get(floor)
}

/** Whether a file lies on a floor below all rooms, also in the layout before there were floors. */
export const isGround = (path: string): boolean => {
  const floor = floorOf(path) ?? earlierFloors[foldersOf(path)[0]!]
  return floor !== undefined && GROUND.has(floor)
}

/** The room of a file: `discussion/comments`, `lib`, or `root`. */
export const roomOf = (path: string): string => {
  const folders = foldersOf(path)
  if (folders.length === 0) return 'root'
  return GROUND.has(folders[0]!) ? folders[0]! : folders.slice(0, 2).join('/')
}

/** `comments.queries.ts` and `queries.ts` are queries; `undefined` for a file without a known role. */
export const roleOf = (path: string): Role | undefined => {
  const name = basename(path).replace(/\.\w+$/, '')
  const last = name.slice(name.lastIndexOf('.') + 1)
  return ROLES.find((role) => role === last)
}

/** What a file of the Worker is held to: its role, or the ground floor that it lies on. */
export type Rule = Role | 'lib' | 'markdown' | 'http' | 'ui' | 'root'

export const ruleOf = (path: string): Rule | undefined => {
  const floor = floorOf(path)
  if (floor === 'root') return 'root'
  if (floor !== undefined && GROUND.has(floor)) return floor as Rule
  return roleOf(path)
}

const PURE = ['rules', 'markdown', 'lib', 'contract'] as const
const READS = ['queries', 'table', 'token', ...PURE] as const
const WRITES = ['commands', 'client', ...READS] as const
const SHOWS = ['view', 'form', 'messages', 'ui', ...PURE] as const

/**
 * What each kind of file may import at run time, from its own room or one below. `contract` is
 * `site/contract/`; every room may use `lib`. `direction.ts` asks more of imports from another room.
 */
export const MAY_IMPORT: Record<Rule, readonly (Rule | 'contract')[] | 'all'> = {
  lib: ['lib'],
  markdown: ['markdown', 'lib', 'contract'],
  ui: ['ui', 'markdown', 'lib', 'contract'],
  http: ['http', 'ui', 'markdown', 'lib', 'contract'],
  table: ['table', 'lib', 'contract'],
  rules: PURE,
  // What was built is read as what is stored is, and a write purges cached pages; neither sees
  // `Context`.
  queries: [...READS, 'http'],
  commands: [...WRITES, 'http'],
  form: ['form', 'messages', ...PURE],
  // A sentence names limits, and picks its words by a decision.
  messages: ['messages', 'rules', 'lib', 'contract'],
  'personal-data': ['personal-data', ...WRITES],
  view: SHOWS,
  slot: ['slot', 'middleware', 'http', ...SHOWS, ...READS],
  // A page that middleware answers with, and what it writes down of a request.
  middleware: ['middleware', 'http', ...SHOWS, ...WRITES],
  // After the response, a handler may run at once what the cron trigger would run later.
  routes: ['routes', 'slot', 'middleware', 'jobs', 'personal-data', 'http', ...SHOWS, ...WRITES],
  // A job has no request: no middleware, no page. It may write an email, and so needs views.
  jobs: ['jobs', ...SHOWS, ...WRITES],
  client: ['client', 'rules', 'lib', 'contract'],
  token: ['token', 'lib', 'contract'],
  root: 'all',
}

/** Packages that a kind of file must not import at run time. */
export const FORBIDDEN_PACKAGES: Partial<Record<Rule, RegExp>> = {
  lib: /^hono$/,
  // `raw` of `hono/html` marks what markdown gives as HTML.
  markdown: /^(?:hono$|drizzle-orm)/,
  ui: /^(?:hono$|drizzle-orm)/,
  table: /^hono/,
  rules: /^(?:hono|drizzle-orm)/,
  queries: /^hono/,
  commands: /^hono/,
  form: /^(?:hono|drizzle-orm)/,
  messages: /^(?:hono|drizzle-orm)/,
  'personal-data': /^hono/,
  view: /^(?:hono$|drizzle-orm)/,
  slot: /^drizzle-orm/,
  jobs: /^hono/,
  client: /^(?:hono|drizzle-orm)/,
  token: /^(?:hono|drizzle-orm)/,
}

export const isContract = (path: string): boolean => /^site\/contract(?:\.ts$|\/)/.test(path)
