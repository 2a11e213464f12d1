/** How long work takes before its first line of progress, and between two, in milliseconds. */
const INTERVAL = 5000

/** `formatCount(2000) // => "2 000"` */
export const formatCount = (count: number) => count.toLocaleString('en').replaceAll(',', ' ')

/** Starts to report work of `total` steps; the result is called with the number of steps done. */
export type Progress = (what: string, total: number) => (done: number) => void

/**
 * Prints how far long work has come, a line every five seconds; nothing for short work. Lines and not
 * a moving bar, so that a log in CI is readable.
 *
 * @example printProgress('pages written', 10_000)(2000) // => "  2 000 of 10 000 pages written"
 */
export const printProgress: Progress = (what, total) => {
  let last = Date.now()
  return (done) => {
    if (Date.now() - last < INTERVAL) return
    last = Date.now()
    console.log(`  ${formatCount(done)} of ${formatCount(total)} ${what}`)
  }
}
