import { bandsOver } from '../lib/scale'

/** The size of a chart in its own units; it scales to the available width. */
const WIDTH = 320
const HEIGHT = 136
/** The top and bottom of the bars; figures are above them and names below. */
const CEILING = 22
const FLOOR = HEIGHT - 20

/** One bar. */
export interface Bar {
  name: string
  count: number
  /** The count it is compared with. */
  before: number
  /** Whether its period is not over yet. */
  isOpen?: boolean
}

/** A bar with its position. */
interface PlacedBar extends Bar {
  left: number
  middle: number
  width: number
  top: number
  /** Where the comparison line passes. */
  topBefore: number
}

const tenths = (number: number) => Math.round(number * 10) / 10

const place = (bars: readonly Bar[]): PlacedBar[] => {
  const across = bandsOver([0, WIDTH], bars.length, { inner: 0.3, outer: 0.15 })
  const most = Math.max(1, ...bars.flatMap(({ count, before }) => [count, before]))
  const topOf = (count: number) => tenths(FLOOR - (count / most) * (FLOOR - CEILING))
  const width = tenths(across.width)
  return bars.map((bar, at) => {
    const left = tenths(across.leftOf(at))
    const middle = tenths(left + width / 2)
    return { ...bar, left, middle, width, top: topOf(bar.count), topBefore: topOf(bar.before) }
  })
}

/** The comparison line from edge to edge: level over each bar, with steps halfway between two bars. */
const stepsOver = (placed: readonly PlacedBar[]): string => {
  const steps = placed.slice(1).map(({ middle, topBefore }, at) => {
    const before = placed[at]!
    const halfway = tenths((before.middle + middle) / 2)
    return `L${halfway},${before.topBefore}L${halfway},${topBefore}`
  })
  const [first, last] = [placed.at(0)!, placed.at(-1)!]
  return `M0,${first.topBefore}${steps.join('')}L${WIDTH},${last.topBefore}`
}

/** A figure that fits above a bar: `12,345` becomes `12k`. */
const short = (count: number, language: string) =>
  new Intl.NumberFormat(
    language,
    count < 1000 ? {} : { notation: 'compact', maximumSignificantDigits: 2 },
  ).format(count)

interface BarsProps {
  /** What it shows, for screen readers; the figures are in the table beside it. */
  label: string
  bars: Bar[]
  language: string
}

/** A bar chart with a line for the comparison. */
export const Bars = ({ label, bars, language }: BarsProps) => {
  const placed = place(bars)
  const isCompared = bars.some(({ before }) => before > 0)
  return (
    <svg class="pulse-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {placed.map(({ left, top, width, isOpen }) => (
        <rect
          class={isOpen ? 'pulse-bar pulse-open' : 'pulse-bar'}
          x={left}
          y={top}
          width={width}
          height={tenths(FLOOR - top)}
        />
      ))}
      <path class="pulse-floor" d={`M0 ${FLOOR}H${WIDTH}`} />
      {isCompared && <path class="pulse-before" d={stepsOver(placed)} />}
      {placed.map(({ name, count, middle, top }) => (
        <>
          <text class="pulse-count" x={middle} y={tenths(top - 6)}>
            {short(count, language)}
          </text>
          <text class="pulse-name" x={middle} y={HEIGHT - 4}>
            {name}
          </text>
        </>
      ))}
    </svg>
  )
}

/** A share of a whole as a partly filled bar; its figure is beside it. */
export const ShareBar = ({ part, whole }: { part: number; whole: number }) => (
  <svg class="pulse-part" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="pulse-rest" width="100" height="8" />
    <rect class="pulse-bar" width={tenths((part / Math.max(1, whole)) * 100)} height="8" />
  </svg>
)
