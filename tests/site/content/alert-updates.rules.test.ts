import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { DeskUpdate } from '../../../site/contract/alerts'
import { checkAlertUpdates } from '../../../site/content-check/alert-updates'
import { describeReport } from '../../../site/content-check/report'
import { readInstant } from '../../../site/parser/instant'
import { describeMissingUpdates } from '../../../cli/alert-updates'

const ZONE = 'Europe/London'
const content = mkdtempSync(join(tmpdir(), 'alerts-'))
afterAll(() => rmSync(content, { recursive: true }))
mkdirSync(join(content, 'posts'))
mkdirSync(join(content, 'people'))

const write = (slug: string, lines: string[]) =>
  writeFileSync(
    join(content, 'posts', `${slug}.mdx`),
    ['---', 'title: T', 'kind: alert', ...lines, '---', '', 'Body.'].join('\n'),
  )

write('lift', [
  'updates:',
  '  - at: 2026-07-01T10:05',
  '    status: identified',
  '    text: A cable was cut.',
])
write('tap', ['id: water'])

const update = (alert: string, at: string, text: string): DeskUpdate => ({
  id: at,
  alert,
  at: Date.parse(at),
  status: 'monitoring',
  text,
})

/** What an editor pastes, as the file then has it. */
const pasted = (message: string) => {
  const lines = message.split('\n').slice(1).join('\n')
  const list = lines.includes('updates:') ? parse(lines).updates : parse(lines)
  return (list as { at: string; text: string }[]).map(({ at, text }) => ({
    at: (readInstant(at, ZONE) as Date).toISOString(),
    text,
  }))
}

test('updates that a file has are not reported, whatever their seconds and spaces', () => {
  const taken = update('post:lift', '2026-07-01T09:05:42Z', ' A cable\nwas cut. ')
  expect(checkAlertUpdates(content, [taken], ZONE)).toEqual([])
})

test('updates that a file lacks are reported with their file, and with lines that say the same once pasted', () => {
  const text = 'The text: "quoted"\n# not a comment, it\'s — 100 %'
  const missing = [
    update('post:lift', '2026-07-01T12:30:10Z', 'Second.'),
    update('post:lift', '2026-07-01T11:00:59Z', text),
  ]
  const [fault, ...more] = checkAlertUpdates(content, missing, ZONE)
  expect(more).toEqual([])
  expect(fault!.file).toBe('posts/lift.mdx')
  expect(fault!.message).toContain('set `status: monitoring`')
  expect(fault!.message).toContain('at: 2026-07-01T12:00')
  expect(pasted(fault!.message)).toEqual([
    { at: '2026-07-01T11:00:00.000Z', text },
    { at: '2026-07-01T12:30:00.000Z', text: 'Second.' },
  ])
})

test('the first update of a file brings its key, is found by the permanent id, and names an hour that a clock shows twice in UTC', () => {
  // On 25 October 2026 at 01:00 UTC clocks in London go back from 02:00 to 01:00.
  const both = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']
  for (const at of both) {
    const [fault] = checkAlertUpdates(content, [update('post:water', at, 'Now.')], ZONE)
    expect(fault!.file).toBe('posts/tap.mdx')
    expect(fault!.message).toContain('updates:\n')
    expect(pasted(fault!.message)).toEqual([{ at: new Date(at).toISOString(), text: 'Now.' }])
  }
})

test('an update of an alert without a file is reported by its id', () => {
  const [fault] = checkAlertUpdates(content, [update('post:gone', '2026-07-01T09:00Z', 'X')], ZONE)
  expect(fault!.message).toContain('post:gone')
  expect(describeReport({ errors: [], warnings: [fault!], scheduled: [] })).toContain('1 warning')
})

test('a database that cannot be read is said plainly, and stops nothing', async () => {
  const words = await describeMissingUpdates(content, () =>
    Promise.reject(new Error('D1 is unreachable')),
  )
  expect(words).toMatch(/^The updates .* were not compared with the files: .*D1 is unreachable/)
})
