import { bandsOver, roundTicks } from '../../lib/scale'

/** The size of a chart, in its own units; it is drawn as wide as there is room. */
const WIDTH = 320
const HEIGHT = 140
/** Figures are left of the bars, days below. */
const LEFT = 34
const TOP = 12
const FLOOR = HEIGHT - 20

/** How many days are named at most; of more, those at equal distances. */
const NAMES = 7

export interface DayBar {
  /** The label below the bar. */
  name: string
  count: number
  /** It is not over yet. */
  isOpen: boolean
}

const tenths = (number: number) => Math.round(number * 10) / 10

/** `12,345` is `12k`: it has to fit beside the bars. */
const short = (count: number, language: string) =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 2 }).format(
    count,
  )

/** Days to name: each of a few; of many, every fifth or so, counted back from today. */
const isNamed = (at: number, all: number) => {
  const step = all <= NAMES ? 1 : Math.ceil(all / 4)
  return (all - 1 - at) % step === 0
}

interface ChartProps {
  /** What it shows, for those who do not see it; its figures are in the table beside it. */
  label: string
  bars: DayBar[]
  language: string
}

/** A bar for each day, and lines to read their height by. */
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
            {short(tick, language)}
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
        const isLast = at === bars.length - 1 && bars.length > NAMES
        const x = isLast ? WIDTH : tenths(across.leftOf(at) + width / 2)
        return (
          isNamed(at, bars.length) && (
            <text class={isLast ? 'pulse-name ways-last' : 'pulse-name'} x={x} y={HEIGHT - 4}>
              {name}
            </text>
          )
        )
      })}
    </svg>
  )
}
