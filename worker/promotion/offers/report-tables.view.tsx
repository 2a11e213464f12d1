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

/** Smaller shares are shown as “less than this”. */
const LEAST = 0.001

const percent = (figures: Figures, { language }: Hub): string => {
  const share = clickRate(figures)
  if (share === undefined) return '–'
  const say = (part: number) =>
    part.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 })
  return share > 0 && share < LEAST ? `< ${say(LEAST)}` : say(share)
}

/** The charts' figures as a table; today first. */
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
    <td>{percent(figures, hub)}</td>
  </>
)

/** A link's state besides its figures; `undefined` for a network in use. */
const stateOf = (
  { hub, report, now }: Pick<LinksProps, 'hub' | 'report' | 'now'>,
  { kind, link, isHere }: LinkFigures,
) => {
  if (!isHere)
    return hub.retired.some(({ id }) => kind === 'network' && id === link)
      ? 'We have left it'
      : 'No longer in the content'
  const offer = kind === 'offer' ? hub.offers.find(({ id }) => id === link) : undefined
  if (!offer) return undefined
  const taken = report.clicks.get(link) ?? 0
  const standing = phaseMessage(hub, offer, { taken, now })
  if (offer.cap === undefined) return standing
  return `${standing} · ${formatNumber(taken, hub)} of ${formatNumber(offer.cap, hub)} clicks taken since it began`
}

const LinkState = ({
  row,
  ...props
}: Pick<LinksProps, 'hub' | 'report' | 'now'> & { row: LinkFigures }) => {
  const standing = stateOf(props, row)
  return standing ? <small>{standing}</small> : null
}

interface LinksProps {
  /** It knows the topics that the report speaks of. */
  hub: Hub
  asked: ReportRequest
  report: OfferReport
  now: Date
  title: string
  what: string
  rows: LinkFigures[]
  empty: string
}

/** A table of all offers or all networks with their figures. */
export const LinkTable = ({ title, what, rows, empty, hub, asked, report, now }: LinksProps) => {
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
                    href={hub.paths.deskOffers(reportQueryOf({ ...asked, of: row }))}
                    aria-current={
                      asked.of?.link === row.link && asked.of.kind === row.kind ? 'true' : undefined
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

/** The pages on which it was shown and clicked. */
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
