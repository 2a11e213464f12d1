import { searchRows } from '../search/rows'

/**
 * What the search must know of the build, a row on each line, so that it can be read in parts. The
 * build moves it out of the served folder.
 */
export const GET = async () =>
  new Response(`[\n${(await searchRows()).map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
