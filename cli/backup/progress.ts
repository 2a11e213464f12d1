/** The least time between two lines about one table, in milliseconds. */
const INTERVAL = 5000

/** Gives a function that prints how far a long task is, at most every five seconds. */
export const listProgress = () => {
  let last = Date.now()
  return (table: string, done: number): void => {
    if (done === 0 || Date.now() - last < INTERVAL) return
    last = Date.now()
    console.log(`  ${table}: ${done} rows …`)
  }
}
