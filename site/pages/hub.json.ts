import { hubFile } from '../hub/file'

/** The build's data for the Worker. `cli/build.ts` moves it out of the served folder. */
export const GET = async () => Response.json(await hubFile())
