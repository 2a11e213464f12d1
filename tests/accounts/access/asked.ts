/*
 * What an address can be asked for besides its path. A rule of the house holds this to the code of
 * the Worker: a name that it reads and that is not here fails, so that whoever adds one says how the
 * leak test asks for it.
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
