import { searchRows } from '../search/rows'

/** What the search must know of the build. The build moves it out of the served folder. */
export const GET = async () => Response.json(await searchRows())
