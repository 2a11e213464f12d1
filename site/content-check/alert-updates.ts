import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DeskUpdate, isSameUpdate } from '../contract/alerts'
import { conversationOf } from '../contract/conversation'
import { readFrontmatter } from '../parser/frontmatter'
import { readInstant } from '../parser/instant'
import type { ContentFault } from './fault'
import { listFiles } from './files'
import { type Head, textAt } from './frontmatter'
import { valueAt } from './issues'

const MINUTE_MS = 60_000

/** The files of alerts, by the ids of their conversations. */
const alertFiles = (content: string): Map<string, Head> => {
  const posts = listFiles(content).entries.filter(({ folder }) => folder === 'posts')
  const heads = posts.map((entry): Head => ({
    ...entry,
    ...readFrontmatter(readFileSync(join(content, entry.file), 'utf8')),
  }))
  const alerts = heads.filter((head) => textAt(head, 'kind') === 'alert')
  return new Map(alerts.map((head) => [conversationOf(textAt(head, 'id') ?? head.slug), head]))
}

/** The time and the words of each update in a file; those that cannot be read are faults of their own. */
const updatesIn = (head: Head, zone: string) => {
  const updates = valueAt(head.data, ['updates'])
  return (Array.isArray(updates) ? updates : []).flatMap((each: unknown) => {
    const at = readInstant(String(valueAt(each, ['at'])), zone)
    const text = String(valueAt(each, ['text']))
    return at instanceof Date ? [{ at: at.getTime(), status: 'monitoring' as const, text }] : []
  })
}

/**
 * A moment as editors write it, to the minute: `2026-11-05T10:05` in the hub's time zone, or with a `Z`
 * in the hour that a clock shows twice.
 */
const writtenTime = (moment: number, zone: string): string => {
  const minute = Math.floor(moment / MINUTE_MS) * MINUTE_MS
  const clock = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: zone,
  })
  const wall = clock.format(minute).replace(' ', 'T')
  const read = readInstant(wall, zone)
  const isExact = read instanceof Date && read.getTime() === minute
  return isExact ? wall : `${new Date(minute).toISOString().slice(0, 16)}Z`
}

/** The lines to paste into the file; JSON text is YAML too. */
const linesOf = (head: Head, updates: readonly DeskUpdate[], zone: string): string =>
  [
    ...(valueAt(head.data, ['updates']) === undefined ? ['updates:'] : []),
    ...updates.flatMap(({ at, status, text }) => [
      `  - at: ${writtenTime(at, zone)}`,
      `    status: ${status}`,
      `    text: ${JSON.stringify(text)}`,
    ]),
  ]
    .map((line) => `      ${line}`)
    .join('\n')

const faultOf = (head: Head, updates: readonly DeskUpdate[], zone: string): ContentFault => ({
  file: head.file,
  line: head.lineOf(['updates']),
  message: [
    `\`updates\` lacks what hosts posted from the desk; paste, and set \`status: ${updates.at(-1)!.status}\`:`,
    linesOf(head, updates, zone),
  ].join('\n'),
})

/**
 * The updates that hosts posted from the desk and that the files of their alerts do not have, one
 * warning per file with the lines to paste.
 *
 * @param posted the updates in the database that no build had in a file
 * @param zone the hub's time zone
 */
export const checkAlertUpdates = (
  content: string,
  posted: readonly DeskUpdate[],
  zone: string,
): ContentFault[] => {
  const files = alertFiles(content)
  return [...new Set(posted.map(({ alert }) => alert))].flatMap((alert) => {
    const head = files.get(alert)
    if (!head)
      return [{ file: 'posts/', message: `no file is the alert \`${alert}\`, which hosts updated` }]
    const written = updatesIn(head, zone)
    const missing = posted
      .filter((each) => each.alert === alert)
      .filter((each) => !written.some((other) => isSameUpdate(each, other)))
      .toSorted((one, other) => one.at - other.at)
    return missing.length > 0 ? [faultOf(head, missing, zone)] : []
  })
}
