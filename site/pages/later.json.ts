import { scheduledPostsFile } from '../posts/scheduled-posts'

/** The scheduled posts. `cli/build.ts` moves it out of the served folder. */
export const GET = async () => Response.json(await scheduledPostsFile())
