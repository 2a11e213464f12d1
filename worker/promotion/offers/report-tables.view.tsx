import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { ShareBar } from '../../ui/chart'
import { formatDay } from '../../moderation/statistics/messages'
import { formatNumber } from '../../lib/number-format'
import {
  type ReportRequest,
  type DayFigures,
  type Figures,
  type LinkFigures,
  MAX_PAGES,
  pageTitleOf,
  reportQueryOf,
  clickRate,
} from './report.rules'
import type { OfferReport } from './report.queries'
import { phaseMessage } from './messages'

/** Smaller rates are shown as “less than this”. */
const MIN_RATE = 0.001

const formatRate = (figures: Figures, { language }: Hub): string => {
  const rate = clickRate(figures)
  if (rate === undefined) return '–'
  const format = (part: number) =>
    part.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 })
  return rate > 0 && rate < MIN_RATE ? `< ${format(MIN_RATE)}` : format(rate)
}

/** The numbers of the charts as a table, today first. */
export const DayTable = ({ hub, days }: { hub: Hub; days: DayFigures[] }) => (
  <details class="pulse-table">
    <summary>By day, as a table</summary>
    <table class="ways-table">
      <caption class="unseen">Shown and clicked, by day</caption>
      <Heads what="Day" hub={hub} />
      <tbody>
        {days.toReversed().map((day, at) => (
          <tr>
            <th scope="row">{at === 0 ? 'Today so far' : formatDay(day.day, 'table', hub)}</th>
            <Numbers hub={hub} figures={day} />
          </tr>
        ))}
      </tbody>
    </table>
  </details>
)

const Heads = ({ what, hub }: { what: string; hub: Hub }) => (
  <thead>
    <tr>
      <th scope="col">{what}</th>
      <th scope="col">
        {hub.sampled > 1 && <span aria-hidden="true">≈ </span>}Shown
        {hub.sampled > 1 && <span class="unseen">, an estimate</span>}
      </th>
      <th scope="col">Clicked</th>
      <th scope="col">Clicked of shown</th>
    </tr>
  </thead>
)

const Numbers = ({ hub, figures }: { hub: Hub; figures: Figures }) => (
  <>
    <td>{formatNumber(figures.shown, hub)}</td>
    <td>{formatNumber(figures.clicked, hub)}</td>
    <td>{formatRate(figures, hub)}</td>
  </>
)

/** The state of an offer or network, beside its figures; `undefined` for an active network. */
const stateOf = (
  { hub, report, now }: Pick<LinksProps, 'hub' | 'report' | 'now'>,
  { kind, link, isCurrent }: LinkFigures,
) => {
  if (!isCurrent)
    return hub.retired.some(({ id }) => kind === 'network' && id === link)
      ? 'We have left it'
      : 'No longer in the content'
  const offer = kind === 'offer' ? hub.offers.find(({ id }) => id === link) : undefined
  if (!offer) return undefined
  const taken = report.clicks.get(link) ?? 0
  const phase = phaseMessage(hub, offer, { taken, now })
  if (offer.cap === undefined) return phase
  return `${phase} · ${formatNumber(taken, hub)} of ${formatNumber(offer.cap, hub)} clicks taken since it began`
}

const LinkState = ({
  row,
  ...props
}: Pick<LinksProps, 'hub' | 'report' | 'now'> & { row: LinkFigures }) => {
  const state = stateOf(props, row)
  return state ? <small>{state}</small> : null
}

interface LinksProps {
  /** With the topics of the report. */
  hub: Hub
  request: ReportRequest
  report: OfferReport
  now: Date
  title: string
  what: string
  rows: LinkFigures[]
  empty: string
}

/** A table of all offers or all networks with their figures. */
export const LinkTable = ({ title, what, rows, empty, hub, request, report, now }: LinksProps) => {
  const most = Math.max(1, ...rows.map(({ clicked }) => clicked))
  const id = `ways-${what.toLowerCase()}`
  return (
    <section class="pulse-piece" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <table class="ways-table">
          <Heads what={what} hub={hub} />
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a
                    href={hub.paths.deskOffers(reportQueryOf({ ...request, of: row }))}
                    aria-current={
                      request.of?.link === row.link && request.of.kind === row.kind
                        ? 'true'
                        : undefined
                    }
                    dir="auto"
                  >
                    {row.title}
                  </a>
                  <LinkState hub={hub} report={report} now={now} row={row} />
                  <ShareBar part={row.clicked} whole={most} />
                </th>
                <Numbers hub={hub} figures={row} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const PageName = ({ hub, page }: { hub: Hub; page: string }) => {
  const conversation = conversationById(hub, page)
  const title = pageTitleOf(hub, page)
  return conversation ? (
    <a href={hub.paths.conversation(conversation)} dir="auto">
      {title}
    </a>
  ) : (
    <>{title}</>
  )
}

/** The pages with views and clicks. */
export const PageTable = ({ hub, report }: Pick<LinksProps, 'hub' | 'report'>) => {
  const rows = report.pages.slice(0, MAX_PAGES)
  if (rows.length === 0) return null
  const most = Math.max(1, ...rows.map(({ clicked }) => clicked))
  return (
    <section class="pulse-piece" aria-labelledby="ways-pages">
      <h2 id="ways-pages">Pages</h2>
      <p class="soft">
        Where it was shown and clicked
        {report.pages.length > MAX_PAGES && `: the first ${MAX_PAGES}; all of them are in the file`}
        .
      </p>
      <table class="ways-table">
        <Heads what="Page" hub={hub} />
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                <PageName hub={hub} page={row.page} />
                <ShareBar part={row.clicked} whole={most} />
              </th>
              <Numbers hub={hub} figures={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
