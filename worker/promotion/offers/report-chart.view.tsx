import { bandsOver, roundTicks } from '../../lib/scale'

/** The size of a chart in its own units; it is as wide as its container. */
const WIDTH = 320
const HEIGHT = 140
/** Numbers are left of the bars, days below. */
const LEFT = 34
const TOP = 12
const FLOOR = HEIGHT - 20

/** The most days that all have a label; of more, some at equal distances. */
const MAX_LABELS = 7

export interface DayBar {
  /** The label below the bar. */
  name: string
  count: number
  /** Whether the day is not over yet. */
  isOpen: boolean
}

const tenths = (number: number) => Math.round(number * 10) / 10

/** `12,345` as `12k`, which fits beside the bars. */
const compact = (count: number, language: string) =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 2 }).format(
    count,
  )

/** Whether a day has a label: each of a few; of many, one in a quarter, counted back from today. */
const hasLabel = (at: number, all: number) => {
  const step = all <= MAX_LABELS ? 1 : Math.ceil(all / 4)
  return (all - 1 - at) % step === 0
}

interface ChartProps {
  /** What it shows, for screen readers; its numbers are in the table beside it. */
  label: string
  bars: DayBar[]
  language: string
}

/** A chart with a bar for each day, and lines at round numbers. */
export const DayChart = ({ label, bars, language }: ChartProps) => {
  const across = bandsOver([LEFT, WIDTH], bars.length, { inner: 0.25, outer: 0.1 })
  const lines = roundTicks(Math.max(1, ...bars.map(({ count }) => count)), 3)
  const up = (count: number) => FLOOR - (count / lines.at(-1)!) * (FLOOR - TOP)
  const width = tenths(across.width)
  return (
    <svg class="pulse-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {lines.map((tick) => (
        <>
          <path class="ways-line" d={`M${LEFT} ${tenths(up(tick))}H${WIDTH}`} />
          <text class="ways-tick" x={LEFT - 6} y={tenths(up(tick) + 4)}>
            {compact(tick, language)}
          </text>
        </>
      ))}
      {bars.map(({ count, isOpen }, at) => (
        <rect
          class={isOpen ? 'pulse-bar pulse-open' : 'pulse-bar'}
          x={tenths(across.leftOf(at))}
          y={tenths(up(count))}
          width={width}
          height={tenths(FLOOR - up(count))}
        />
      ))}
      <path class="pulse-floor" d={`M${LEFT} ${FLOOR}H${WIDTH}`} />
      {bars.map(({ name }, at) => {
        const isLast = at === bars.length - 1 && bars.length > MAX_LABELS
        const x = isLast ? WIDTH : tenths(across.leftOf(at) + width / 2)
        return (
          hasLabel(at, bars.length) && (
            <text class={isLast ? 'pulse-name ways-last' : 'pulse-name'} x={x} y={HEIGHT - 4}>
              {name}
            </text>
          )
        )
      })}
    </svg>
  )
}
