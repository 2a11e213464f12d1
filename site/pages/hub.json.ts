import { hubFile } from '../hub/file'

/** What the Worker must know of the build. The build moves it out of the served folder. */
export const GET = async () => Response.json(await hubFile())
