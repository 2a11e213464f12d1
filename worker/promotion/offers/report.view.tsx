import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { DeskPage } from '../../ui/desk-page'
import { Panel } from '../../ui/panel'
import { formatDay } from '../../moderation/statistics/messages'
import { formatNumber } from '../../lib/number-format'
import {
  type ReportRequest,
  byDay,
  byLink,
  type DayFigures,
  type Figures,
  periods,
  reportQueryOf,
  sumFigures,
  titleOf,
} from './report.rules'
import { DayChart } from './report-chart.view'
import type { OfferReport } from './report.queries'
import { DayTable, LinkTable, PageTable } from './report-tables.view'

export interface ReportProps {
  /** With the topics of the report. */
  hub: Hub
  request: ReportRequest
  /** The days it is about, today last. */
  days: string[]
  report: OfferReport
  now: Date
}

const Periods = ({ paths, request }: { paths: Paths; request: ReportRequest }) => (
  <nav class="ways-periods" aria-label="Period">
    <ul>
      {periods.map((days) => (
        <li>
          <a
            href={paths.deskOffers(reportQueryOf({ ...request, days }))}
            aria-current={days === request.days ? 'true' : undefined}
          >
            {days} days
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** A number of views, marked if it is an estimate. */
const formatViews = (shown: number, hub: Hub) =>
  hub.sampled === 1 || shown === 0 ? formatNumber(shown, hub) : `≈ ${formatNumber(shown, hub)}`

/** How the figures are counted, so that an estimate is not taken for a count. */
const CountingNote = ({ hub }: { hub: Hub }) => (
  <p class="soft">
    {hub.sampled === 1
      ? 'Every view is counted.'
      : `Shown is an estimate: 1 view in ${formatNumber(hub.sampled, hub)} is counted, and multiplied by ${formatNumber(hub.sampled, hub)}. Every click is counted.`}{' '}
    Known bots, pages that a browser fetches in advance, and signed-in hosts are not. Days are in
    the time zone {hub.timezone}.
  </p>
)

interface DayPanelProps {
  hub: Hub
  title: string
  measure: keyof Figures
  days: DayFigures[]
}

const DayPanel = ({ hub, title, measure, days }: DayPanelProps) => {
  const all = sumFigures(days)[measure]
  const label = `${title}, by day`
  const bars = days.map((day, at) => ({
    name:
      at === days.length - 1
        ? 'Today'
        : formatDay(day.day, days.length > 7 ? 'date' : 'short', hub),
    count: day[measure],
    isOpen: at === days.length - 1,
  }))
  const figure = measure === 'shown' ? formatViews(all, hub) : formatNumber(all, hub)
  const says = `In the ${formatNumber(days.length, hub)} days that end today.`
  return (
    <Panel title={title} figure={figure} says={says}>
      <DayChart label={label} bars={bars} language={hub.language} />
    </Panel>
  )
}

/** The subject of the figures, with a link to all of them. */
const Heading = ({ hub, request }: Pick<ReportProps, 'hub' | 'request'>) => {
  if (!request.of) return <h1>Offers and outbound links</h1>
  const { kind, link } = request.of
  return (
    <>
      <h1>
        <bdi>{titleOf(hub, kind, link)}</bdi>
      </h1>
      <p>
        {kind === 'offer' ? 'One offer' : 'One network'}.{' '}
        <a href={hub.paths.deskOffers(reportQueryOf({ days: request.days }))}>
          All offers and networks
        </a>
      </p>
    </>
  )
}

const isOf = (of: ReportRequest['of']) => (row: { kind: string; link: string }) =>
  !of || (row.kind === of.kind && row.link === of.link)

const DailyFigures = (props: ReportProps) => {
  const { hub, request, days, report } = props
  const rows = byDay(days, report.daily.filter(isOf(request.of)))
  if (rows.every(({ shown, clicked }) => shown + clicked === 0))
    return (
      <p class="empty">
        Nothing was counted in these {formatNumber(days.length, hub)} days: no views and no clicks
        of {request.of ? 'it' : 'an offer or a network'}.
      </p>
    )
  return (
    <>
      <section aria-labelledby="ways-days">
        <h2 id="ways-days">By day</h2>
        <div class="pulse-charts">
          <DayPanel hub={hub} title="Clicked" measure="clicked" days={rows} />
          <DayPanel hub={hub} title="Shown" measure="shown" days={rows} />
        </div>
        <DayTable hub={hub} days={rows} />
      </section>
    </>
  )
}

/** How often offers and networks were shown and clicked, for hosts. */
export const OfferReportPage = (props: ReportProps) => {
  const { hub, request, report } = props
  return (
    <DeskPage paths={hub.paths} here="Offers">
      <div class="pulse ways">
        <Heading hub={hub} request={request} />
        <Periods paths={hub.paths} request={request} />
        <CountingNote hub={hub} />
        <DailyFigures {...props} />
        <LinkTable
          {...props}
          title="Offers"
          what="Offer"
          rows={byLink(hub, 'offer', report.daily)}
          empty="There are no offers yet. Add them as files in content/offers/."
        />
        <LinkTable
          {...props}
          title="Networks"
          what="Network"
          rows={byLink(hub, 'network', report.daily)}
          empty="There are no networks yet. Add them to content/networks.yaml."
        />
        <PageTable hub={hub} report={report} />
        <p>
          <a href={hub.paths.deskOffersTable(reportQueryOf(request))} download>
            Download as a table, by day and page (CSV)
          </a>
        </p>
      </div>
    </DeskPage>
  )
}
