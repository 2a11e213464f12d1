/*
 * The parameters of addresses besides the path. A test compares them with the code of the Worker: a
 * parameter that it reads and that is not here fails, so that each new one gets a value for the leak
 * test.
 */

/** Words that bring up what is marked, and are no mark themselves. */
const WORDS = ['heliograph', 'quetzal']

/** By name, what to ask for; names that lead into no list are asked for nothing. */
export const asked: Record<string, readonly string[]> = {
  q: WORDS,
  title: WORDS,
  tag: ['brakes'],
  tags: ['brakes'],
  kind: ['idea'],
  space: ['testers'],
  sort: ['newest', 'votes'],
  status: ['planned'],
  person: [],
  before: [],
  after: [],
  from: [],
  of: [],
  list: [],
  note: [],
  done: [],
  returnTo: [],
  saved: [],
  starter: [],
}
