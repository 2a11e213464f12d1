/*
 * What a query plan must not contain. A statement whose cost grows with the hub is noticed here and not
 * by the first hub that is big. https://www.sqlite.org/eqp.html describes the plans.
 */

/** Columns of so few values that an index on them alone finds a large part of the table. */
const FEW_VALUES =
  /^(?:state|kind|role|status|opens|asks|spam|held_for|ruling|event|act|level|answer|is_\w+|has_\w+)$/

/** Indexes that hold only what waits for something: as long as what waits, however old the hub is. */
const SHORT_INDEXES = new Set([
  'comments_queue',
  'comments_resting',
  'comments_rested',
  'members_role',
  'members_links_due',
  'reports_open',
  'requests_open',
  'standings_due',
  // Asked for its newest entry alone, by `max()`.
  'examples_age',
])

/** Tables that stay short: limited by rules, emptied every minute, or a row for each offer or filter. */
const SHORT_TABLES = new Set([
  'clicks',
  'examples',
  'filters',
  'groups',
  'saved_replies',
  'verifications',
])

/**
 * Statements that are not looked at: the mailbox is there only on the machine of an editor; and an
 * erasure rewrites every table that names the person, once, and reads some of them whole. Its
 * statements are known by how they find the person (`erasure-subject.table.ts`).
 */
const EXEMPT = [
  /"mailbox"/,
  /select m\.id from members m where m\.id = \? and/,
  /select g\.id from guests g where lower\(g\.email\) = lower\(\?\)/,
  /= null\b/,
  /\bwhere false\b/,
]

/** Views and subqueries of a plan, by their names and by those the statement gives them. */
const derivedIn = (statement: string, plan: readonly string[]): Set<string> => {
  const names = plan.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(step)?.[1] ?? [])
  const aliases = names.flatMap((name) =>
    [...statement.matchAll(new RegExp(`\\b${name}\\W\\s*(?:as\\s+)?(\\w+)`, 'gi'))].map(
      ([, alias]) => alias!,
    ),
  )
  return new Set([...names, ...aliases])
}

/** Whether a name of the plan is a short table, or what the statement calls one. */
const isShort = (statement: string, name: string): boolean =>
  [...SHORT_TABLES].some(
    (table) => name === table || new RegExp(`\\b${table} ${name}\\b`).test(statement),
  )

/** What the plan says that grows with the hub, in SQLite's own words. */
export const planFaults = (statement: string, plan: readonly string[]): string[] => {
  const derived = derivedIn(statement, plan)
  // In the order of an index, and no further than a limit.
  const stopsEarly =
    /\blimit\b/i.test(statement) &&
    !plan.some((step) => step.startsWith('USE TEMP B-TREE FOR ORDER'))
  const isFault = (step: string): boolean => {
    if (/\bAUTOMATIC\b/.test(step)) return true
    const [, verb, name = '', rest = ''] = /^(SCAN|SEARCH) (\S+)(.*)$/.exec(step) ?? []
    if (!verb || name.startsWith('(') || derived.has(name) || /VIRTUAL TABLE/.test(rest))
      return false
    if (name === 'CONSTANT' || isShort(statement, name)) return false
    const [, index = '', terms = ''] = /INDEX (\S+)(?: \((.*)\))?$/.exec(rest) ?? []
    if (SHORT_INDEXES.has(index)) return false
    if (verb === 'SCAN') return !(index && stopsEarly)
    const columns = terms.split(' AND ').map((term) => /^\w+/.exec(term)?.[0] ?? '')
    return !stopsEarly && terms !== '' && columns.every((column) => FEW_VALUES.test(column))
  }
  return EXEMPT.some((pattern) => pattern.test(statement)) ? [] : plan.filter(isFault)
}
