import { expect, test } from 'vitest'
import { bandsOver, roundTicks } from '../../worker/lib/scale'

// The values are those of d3-scale 4.0.2, `scaleLinear([0, most], …).nice(3).ticks(3)`, above 0.
test.each([
  [1, [1]],
  [2, [1, 2]],
  [3, [1, 2, 3]],
  [4, [1, 2, 3, 4]],
  [5, [2, 4, 6]],
  [11, [5, 10, 15]],
  [17, [5, 10, 15, 20]],
  [42, [20, 40, 60]],
  [100, [50, 100]],
  [1999, [500, 1000, 1500, 2000]],
  [123_456, [50_000, 100_000, 150_000]],
])('an axis that must reach %i has lines at %j', (most, lines) => {
  expect(roundTicks(most, 3)).toEqual(lines)
})

test('an axis of any height has two to five lines and reaches the highest bar', () => {
  for (let most = 2; most < 20_000; most++) {
    const lines = roundTicks(most, 3)
    expect(lines.length, String(most)).toBeGreaterThanOrEqual(2)
    expect(lines.length, String(most)).toBeLessThanOrEqual(5)
    expect(lines.at(-1)!, String(most)).toBeGreaterThanOrEqual(most)
  }
})

test('bars share the line with equal gaps, and half a gap before the first and after the last', () => {
  const { width, leftOf } = bandsOver([0, 320], 8, { inner: 0.3, outer: 0.15 })
  expect(width).toBeCloseTo(28)
  expect(leftOf(0)).toBeCloseTo(6)
  expect(leftOf(1) - leftOf(0)).toBeCloseTo(40)
  expect(320 - (leftOf(7) + width)).toBeCloseTo(6)
})

test('a single bar is in the middle', () => {
  const { width, leftOf } = bandsOver([34, 320], 1, { inner: 0.25, outer: 0.1 })
  expect(leftOf(0) - 34).toBeCloseTo(320 - (leftOf(0) + width))
})
