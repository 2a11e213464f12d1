import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { toCsv } from '../../lib/csv'
import { pageTitleOf, titleOf } from './report.rules'
import type { CountRow } from './report.queries'

const HEADERS = [
  'Day',
  'Kind',
  'Id',
  'Name',
  'Page',
  'Title of the page',
  'Address of the page',
  'Shown (estimate)',
  'Clicked',
]

const pathOf = (hub: Hub, page: string, link: string): string | undefined => {
  if (page === 'front') return hub.paths.home()
  if (page === 'offers') return hub.paths.offers()
  if (page === 'offer') return hub.paths.offer(link)
  if (page === 'elsewhere') return hub.paths.elsewhere()
  const conversation = conversationById(hub, page)
  return conversation && hub.paths.conversation(conversation)
}

/** The address of the page; empty if it is not known. */
const addressIn = (hub: Hub, page: string, link: string): string => {
  const path = pathOf(hub, page, link)
  return path ? new URL(path, hub.url).href : ''
}

/**
 * The counts as CSV for a spreadsheet. Members write titles and hosts open the file, so no title
 * may act as a formula.
 */
export const toReportCsv = (hub: Hub, rows: readonly CountRow[]): string =>
  toCsv([
    HEADERS,
    ...rows.map(({ day, kind, link, page, shown, clicked }) => [
      day,
      kind,
      link,
      titleOf(hub, kind, link),
      page,
      pageTitleOf(hub, page),
      addressIn(hub, page, link),
      shown,
      clicked,
    ]),
  ])
