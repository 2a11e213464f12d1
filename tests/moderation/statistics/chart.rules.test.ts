import { expect, test } from 'vitest'
import { DayChart } from '../../../worker/promotion/offers/report-chart.view'
import { Bars } from '../../../worker/ui/chart'

const numbers = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, ...found]) => found.map(Number))

const RECTANGLES = /<rect class="pulse-bar[^"]*" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/g

const shown = { label: 'Comments', language: 'en-GB' }

// Positions as d3-scale 4.0.2 and d3-shape 3.2.0 give them.
test('bars are proportional to their counts, with a stepped line for the earlier period', () => {
  const html = String(
    Bars({
      ...shown,
      bars: [
        { name: 'Mon', count: 4, before: 2 },
        { name: 'Tue', count: 0, before: 5 },
        { name: 'Wed', count: 7, before: 5, isOpen: true },
      ],
    }),
  )
  expect(numbers(html, RECTANGLES)).toEqual([
    [16, 62.3, 74.7, 53.7],
    [122.7, 116, 74.7, 0],
    [229.3, 22, 74.7, 94],
  ])
  expect(html).toContain('d="M0,89.1L106.8,89.1L106.8,48.9L213.4,48.9L213.4,48.9L320,48.9"')
})

test('the chart by day has its lines at round numbers', () => {
  const bars = [12, 40, 0].map((count, day) => ({ name: `${day}`, count, isOpen: day === 2 }))
  const html = String(DayChart({ ...shown, bars }))
  expect(numbers(html, RECTANGLES)).toEqual([
    [43.7, 87.6, 72.7, 32.4],
    [140.6, 12, 72.7, 108],
    [237.6, 120, 72.7, 0],
  ])
  expect(numbers(html, /<path class="ways-line" d="M34 (\S+)H320"/g)).toEqual([
    [93],
    [66],
    [39],
    [12],
  ])
  expect(numbers(html, /<text class="ways-tick"[^>]*>(\d+)</g)).toEqual([[10], [20], [30], [40]])
})
