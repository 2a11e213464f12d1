import { scheduledPostsFile } from '../posts/scheduled-posts'

/** Posts whose time has not come. The build moves it out of the served folder. */
export const GET = async () => Response.json(await scheduledPostsFile())
