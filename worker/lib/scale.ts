/** Bars of equal width side by side, in the units of the drawing. */
export interface Bands {
  width: number
  /** The left edge of the bar at this position, counted from 0. */
  leftOf: (position: number) => number
}

/**
 * Divides a line among bars. `inner` is the share of a step between two bars, `outer` the share
 * before the first and after the last. The arithmetic is that of `scaleBand` in d3-scale.
 *
 * @example bandsOver([0, 100], 2, { inner: 0, outer: 0 }).leftOf(1) // => 50
 */
export const bandsOver = (
  [from, to]: readonly [number, number],
  count: number,
  { inner, outer }: { inner: number; outer: number },
): Bands => {
  const step = (to - from) / Math.max(1, count - inner + outer * 2)
  const start = from + (to - from - step * (count - inner)) / 2
  return { width: step * (1 - inner), leftOf: (position) => start + step * position }
}

/** 1, 2 or 5 times a power of ten, and at least 1: a distance of `length / parts`, rounded. */
const roundStep = (length: number, parts: number): number => {
  const step = length / parts
  const power = 10 ** Math.floor(Math.log10(step))
  const rest = step / power
  // Halfway between two of them is where their ratio is even: the roots of 2, 10 and 50.
  const factor = rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.SQRT2 ? 2 : 1
  return Math.max(1, factor * power)
}

/**
 * Whole numbers for about `parts` grid lines above 0, on an axis that must reach `most`, a whole
 * number of at least 1. The last one is the end of the axis.
 *
 * @example roundTicks(17, 3) // => [5, 10, 15, 20]
 */
export const roundTicks = (most: number, parts: number): number[] => {
  let end = most
  let step = 0
  // A longer axis may want a longer step.
  for (let next = roundStep(end, parts); next !== step; next = roundStep(end, parts)) {
    step = next
    end = Math.ceil(end / step) * step
  }
  return Array.from({ length: end / step }, (_, at) => (at + 1) * step)
}
