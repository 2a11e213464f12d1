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
  /** It knows the topics that the report speaks of. */
  hub: Hub
  asked: ReportRequest
  /** The days it is about, today last. */
  days: string[]
  report: OfferReport
  now: Date
}

const Periods = ({ paths, asked }: { paths: Paths; asked: ReportRequest }) => (
  <nav class="ways-periods" aria-label="Period">
    <ul>
      {periods.map((days) => (
        <li>
          <a
            href={paths.deskOffers(reportQueryOf({ ...asked, days }))}
            aria-current={days === asked.days ? 'true' : undefined}
          >
            {days} days
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** What was shown, said to be an estimate where it is one. */
const about = (shown: number, hub: Hub) =>
  hub.sampled === 1 || shown === 0 ? formatNumber(shown, hub) : `≈ ${formatNumber(shown, hub)}`

/** How the figures are counted, so that an estimate is not read as a count. */
const Note = ({ hub }: { hub: Hub }) => (
  <p class="soft">
    {hub.sampled === 1
      ? 'Every view is counted.'
      : `Shown is an estimate: 1 view in ${formatNumber(hub.sampled, hub)} is counted, and multiplied by ${formatNumber(hub.sampled, hub)}. Every click is counted.`}{' '}
    Known bots, pages that a browser fetches in advance, and signed-in hosts are not. Days begin and
    end on the clock of {hub.timezone}.
  </p>
)

interface ByDayProps {
  hub: Hub
  title: string
  measure: keyof Figures
  days: DayFigures[]
}

const ByDay = ({ hub, title, measure, days }: ByDayProps) => {
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
  const figure = measure === 'shown' ? about(all, hub) : formatNumber(all, hub)
  const says = `In the ${formatNumber(days.length, hub)} days that end today.`
  return (
    <Panel title={title} figure={figure} says={says}>
      <DayChart label={label} bars={bars} language={hub.language} />
    </Panel>
  )
}

/** The subject of the figures, with a link to all of them. */
const Heading = ({ hub, asked }: Pick<ReportProps, 'hub' | 'asked'>) => {
  if (!asked.of) return <h1>Offers and outbound links</h1>
  const { kind, link } = asked.of
  return (
    <>
      <h1>
        <bdi>{titleOf(hub, kind, link)}</bdi>
      </h1>
      <p>
        {kind === 'offer' ? 'One offer' : 'One network'}.{' '}
        <a href={hub.paths.deskOffers(reportQueryOf({ days: asked.days }))}>
          All offers and networks
        </a>
      </p>
    </>
  )
}

const isOf = (of: ReportRequest['of']) => (row: { kind: string; link: string }) =>
  !of || (row.kind === of.kind && row.link === of.link)

const DailyFigures = (props: ReportProps) => {
  const { hub, asked, days, report } = props
  const rows = byDay(days, report.daily.filter(isOf(asked.of)))
  if (rows.every(({ shown, clicked }) => shown + clicked === 0))
    return (
      <p class="empty">
        Nothing was counted in these {formatNumber(days.length, hub)} days: no views and no clicks
        of {asked.of ? 'it' : 'an offer or a network'}.
      </p>
    )
  return (
    <>
      <section aria-labelledby="ways-days">
        <h2 id="ways-days">By day</h2>
        <div class="pulse-charts">
          <ByDay hub={hub} title="Clicked" measure="clicked" days={rows} />
          <ByDay hub={hub} title="Shown" measure="shown" days={rows} />
        </div>
        <DayTable hub={hub} days={rows} />
      </section>
    </>
  )
}

/** How often offers and networks were shown and clicked, for hosts. */
export const OfferReportPage = (props: ReportProps) => {
  const { hub, asked, report } = props
  return (
    <DeskPage paths={hub.paths} here="Offers">
      <div class="pulse ways">
        <Heading hub={hub} asked={asked} />
        <Periods paths={hub.paths} asked={asked} />
        <Note hub={hub} />
        <DailyFigures {...props} />
        <LinkTable
          {...props}
          title="Offers"
          what="Offer"
          rows={byLink(hub, 'offer', report.daily)}
          empty="There is no offer yet. One is a file in content/offers/."
        />
        <LinkTable
          {...props}
          title="Networks"
          what="Network"
          rows={byLink(hub, 'network', report.daily)}
          empty="There is no network yet. They are listed in content/networks.yaml."
        />
        <PageTable hub={hub} report={report} />
        <p>
          <a href={hub.paths.deskOffersTable(reportQueryOf(asked))} download>
            Download as a table, by day and page (CSV)
          </a>
        </p>
      </div>
    </DeskPage>
  )
}
