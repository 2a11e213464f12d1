import { laterFile } from '../posts/later'

/** Posts whose time has not come. The build moves it out of the served folder. */
export const GET = async () => Response.json(await laterFile())
