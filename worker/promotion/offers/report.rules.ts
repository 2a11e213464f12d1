import { isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { type OutboundKind, outboundKinds } from '../../../site/contract/offers'
import { dayFrom, dayOf } from '../../lib/calendar'

/** The lengths of a report in days, including today. */
export const periods = [7, 30, 90] as const
export type ReportDays = (typeof periods)[number]

/** The most pages in the report; the CSV file has all of them. */
export const MAX_PAGES = 50

/** What a report is about. */
export interface ReportRequest {
  days: ReportDays
  /** If it is about one offer or network only. */
  of?: { kind: OutboundKind; link: string } | undefined
}

/** The report that a query asks for; invalid parts are ignored. */
export const reportRequestIn = ({
  days,
  of = '',
}: {
  days?: string
  of?: string
}): ReportRequest => {
  const [kind, link] = of.split(':', 2)
  const known = outboundKinds.find((each) => each === kind)
  return {
    days: periods.find((each) => String(each) === days) ?? 30,
    ...(known && link && /^[a-z0-9-]{1,100}$/.test(link) && { of: { kind: known, link } }),
  }
}

/** The query of the address of a report. */
export const reportQueryOf = ({ days, of }: ReportRequest): Record<string, string> => ({
  days: String(days),
  ...(of && { of: `${of.kind}:${of.link}` }),
})

/** The days of a report in the hub's time zone, today last. */
export const daysOf = ({ days }: ReportRequest, now: Date, timezone: string): string[] => {
  const today = dayOf(now, timezone)
  return Array.from({ length: days }, (_, at) => dayFrom(today, at - days + 1))
}

/** How often something was shown (an estimate) and clicked. */
export interface Figures {
  shown: number
  clicked: number
}

export const NO_FIGURES: Figures = { shown: 0, clicked: 0 }

export const sumFigures = (all: readonly Figures[]): Figures =>
  all.reduce(
    (sum, { shown, clicked }) => ({ shown: sum.shown + shown, clicked: sum.clicked + clicked }),
    NO_FIGURES,
  )

/** One offer or network on one day. */
export interface LinkDayFigures extends Figures {
  day: string
  kind: OutboundKind
  link: string
}

/** One page over all days. */
export interface PageFigures extends Figures {
  page: string
}

export interface DayFigures extends Figures {
  day: string
}

export const byDay = (days: readonly string[], rows: readonly LinkDayFigures[]): DayFigures[] => {
  const found = Map.groupBy(rows, ({ day }) => day)
  return days.map((day) => ({ day, ...sumFigures(found.get(day) ?? []) }))
}

/** A row of the report: an offer or a network, current or former. */
export interface LinkFigures extends Figures {
  kind: OutboundKind
  link: string
  title: string
  /** Whether it is in the content, and a network not retired. */
  isCurrent: boolean
}

const byClicks = (one: Figures & { title: string }, other: Figures & { title: string }) =>
  other.clicked - one.clicked || other.shown - one.shown || (one.title < other.title ? -1 : 1)

const linksOf = (
  hub: Hub,
  kind: OutboundKind,
): { link: string; title: string; isCurrent: boolean }[] =>
  kind === 'offer'
    ? hub.offers.map(({ id, title }) => ({ link: id, title, isCurrent: true }))
    : [
        ...hub.networks.map(({ id, name }) => ({ link: id, title: name, isCurrent: true })),
        ...hub.retired.map(({ id, name }) => ({ link: id, title: name, isCurrent: false })),
      ]

/** The title of an offer or network; its id, once it is no longer in the content. */
export const titleOf = (hub: Hub, kind: OutboundKind, link: string): string =>
  linksOf(hub, kind).find((each) => each.link === link)?.title ?? link

/**
 * All offers or all networks, the most clicked first: those in the content, and former ones that
 * were shown or clicked.
 */
export const byLink = (
  hub: Hub,
  kind: OutboundKind,
  rows: readonly LinkDayFigures[],
): LinkFigures[] => {
  const known = linksOf(hub, kind)
  const found = Map.groupBy(
    rows.filter((row) => row.kind === kind),
    ({ link }) => link,
  )
  const former = [...found.keys()].filter((id) => !known.some(({ link }) => link === id))
  return [...known, ...former.map((link) => ({ link, title: link, isCurrent: false }))]
    .map((each) => ({ ...each, kind, ...sumFigures(found.get(each.link) ?? []) }))
    .filter(({ isCurrent, shown, clicked }) => isCurrent || shown + clicked > 0)
    .toSorted(byClicks)
}

const PAGES: Record<string, string> = {
  front: 'Front page',
  offers: 'Offers',
  offer: 'The offer’s own page',
  elsewhere: 'All our channels',
  list: 'Lists',
  foot: 'Footer',
  '': 'From outside, or unknown',
}

/** The title of a page on which something was shown or clicked. */
export const pageTitleOf = (
  { conversations, topics = {} }: Pick<Hub, 'conversations' | 'topics'>,
  page: string,
): string => {
  if (Object.hasOwn(PAGES, page)) return PAGES[page]!
  const known = isTopic({ id: page }) ? topics : conversations
  return Object.hasOwn(known, page) ? known[page]!.title : `${page} (no longer here)`
}

/** Clicks per view; `undefined` if the estimate of views is too small. */
export const clickRate = ({ shown, clicked }: Figures): number | undefined =>
  shown > 0 && clicked <= shown ? clicked / shown : undefined
