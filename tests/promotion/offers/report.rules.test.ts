import { expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { countedPages, type Offer } from '../../../site/contract/offers'
import {
  reportRequestIn,
  byDay,
  byLink,
  daysOf,
  pageTitleOf,
  reportQueryOf,
  clickRate,
} from '../../../worker/promotion/offers/report.rules'
import { toReportCsv } from '../../../worker/promotion/offers/report-csv.view'
import { phaseMessage } from '../../../worker/promotion/offers/messages'
import { paths } from '../../paths'

const conversation = { slug: 'open', title: 'Opening hours' }
const hub = {
  paths,
  url: 'https://hub.test/community/',
  offers: [
    { id: 'course', title: 'A course' },
    { id: 'service', title: 'A service' },
  ],
  networks: [{ id: 'chirp', name: 'Chirp' }],
  retired: [{ id: 'gone', name: 'Gone', at: 0 }],
  conversations: { 'post:open': { id: 'post:open', ...conversation } },
} as unknown as Hub

const day = '2026-07-01'
const clicked = (link: string, count: number, shown = 0) =>
  ({ day, kind: 'offer', link, clicked: count, shown }) as const

test('a report is about seven, thirty or ninety days, and can be about one link', () => {
  expect(reportRequestIn({})).toEqual({ days: 30 })
  expect(reportRequestIn({ days: '8', of: 'page:x' })).toEqual({ days: 30 })
  expect(reportRequestIn({ of: 'offer:a/../b' })).toEqual({ days: 30 })
  const asked = reportRequestIn({ days: '7', of: 'offer:course' })
  expect(asked).toEqual({ days: 7, of: { kind: 'offer', link: 'course' } })
  expect(reportRequestIn(reportQueryOf(asked))).toEqual(asked)
})

test('the days end with today, in the time zone of the hub', () => {
  const now = new Date('2026-06-30T23:30Z')
  expect(daysOf({ days: 7 }, now, 'Europe/London')).toEqual([
    '2026-06-25',
    '2026-06-26',
    '2026-06-27',
    '2026-06-28',
    '2026-06-29',
    '2026-06-30',
    '2026-07-01',
  ])
})

test('a day without counts is listed with zeros', () => {
  expect(byDay(['2026-06-30', day], [clicked('course', 2, 10), clicked('service', 1)])).toEqual([
    { day: '2026-06-30', shown: 0, clicked: 0 },
    { day, shown: 10, clicked: 3 },
  ])
})

test('all offers are listed, and former ones only if they were counted', () => {
  const rows = byLink(hub, 'offer', [
    clicked('service', 3, 40),
    clicked('old', 1),
    clicked('none', 0),
  ])
  expect(rows.map(({ link, clicked, isCurrent }) => [link, clicked, isCurrent])).toEqual([
    ['service', 3, true],
    ['old', 1, false],
    ['course', 0, true],
  ])
  const networks = byLink(hub, 'network', [{ ...clicked('gone', 2), kind: 'network' }])
  expect(networks.map(({ title, isCurrent }) => [title, isCurrent])).toEqual([
    ['Gone', false],
    ['Chirp', true],
  ])
})

test('the click rate is undefined if there are more clicks than views', () => {
  expect(clickRate({ shown: 200, clicked: 5 })).toBe(0.025)
  expect(clickRate({ shown: 10, clicked: 11 })).toBeUndefined()
  expect(clickRate({ shown: 0, clicked: 0 })).toBeUndefined()
})

test('a page is named by its title, and by its id once it is deleted', () => {
  expect(pageTitleOf(hub, 'post:open')).toBe('Opening hours')
  expect(pageTitleOf(hub, 'front')).toBe('Front page')
  expect(pageTitleOf(hub, 'topic:x')).toBe('topic:x (no longer here)')
})

/** The cells of a file whose every row is one line. */
const linesOf = (file: string) => file.split('\r\n')

const row = (page: string) =>
  ({ day, kind: 'offer', link: 'course', page, shown: 20, clicked: 1 }) as const

test('the CSV file begins with a byte order mark and names its columns', () => {
  const [heads, first] = linesOf(toReportCsv(hub, [row('post:open')]))
  expect(heads).toBe(
    '\uFEFF"Day","Kind","Id","Name","Page","Title of the page","Address of the page","Shown (estimate)","Clicked"',
  )
  expect(first).toBe(
    `"${day}","offer","course","A course","post:open","Opening hours","https://hub.test/community/posts/open/","20","1"`,
  )
})

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠1']

test.each(formulas)('a title that begins like a formula, %j, is text in the CSV file', (title) => {
  const told = {
    ...hub,
    conversations: { 'post:open': { id: 'post:open', slug: 'open', title } },
  } as unknown as Hub
  const file = toReportCsv(told, [row('post:open')])
  const sign = title.trimStart()
  expect(file).toContain(`,"${title.slice(0, -sign.length)}'${sign}",`)
})

test('the pages of the hub have their addresses, and “any page” has none', () => {
  const pages = ['front', 'offers', 'offer', 'elsewhere', 'foot', '']
  const lines = linesOf(toReportCsv(hub, pages.map(row)))
  const cells = lines
    .slice(1, -1)
    .map((line) => /^.*?,"course","A course",(.*),"20","1"$/.exec(line)?.[1])
  expect(cells).toEqual([
    '"front","Front page","https://hub.test/community/"',
    '"offers","Offers","https://hub.test/community/offers/"',
    '"offer","The offer’s own page","https://hub.test/community/offers/course/"',
    '"elsewhere","All our channels","https://hub.test/community/elsewhere/"',
    '"foot","Footer",""',
    '"","From outside, or unknown",""',
  ])
})

test('every counted page has a name in the report', () => {
  for (const page of countedPages) expect(pageTitleOf(hub, page)).not.toContain('no longer here')
})

test.each([
  ['On', {}],
  ['On, for members', { audience: 'members' }],
  ['On, for the group testers', { audience: 'group:testers' }],
  ['On, for Expert and above', { audience: 'level:expert' }],
  ['Starts 1 December 2026, for guests', { start: Date.UTC(2026, 11, 1), audience: 'guests' }],
  ['Over since 1 June 2026', { end: Date.UTC(2026, 5, 1), cap: 5 }],
  ['Full', { cap: 5 }],
  ['On', { cap: 6 }],
])('the state of an offer in the report is “%s”', (words, more) => {
  const told = {
    ...hub,
    language: 'en-GB',
    timezone: 'UTC',
    levels: [{ id: 'expert', name: 'Expert' }],
  }
  const course = { audience: 'everyone', ...more } as Offer
  const now = new Date(`${day}T12:00Z`)
  expect(phaseMessage(told as unknown as Hub, course, { taken: 5, now })).toBe(words)
})

test('quotes, commas and line breaks stay in their cell', () => {
  const told = {
    ...hub,
    conversations: { 'post:open': { id: 'post:open', slug: 'open', title: 'a "b", c\nd' } },
  } as unknown as Hub
  expect(toReportCsv(told, [row('post:open')])).toContain(',"a ""b"", c\nd",')
})
