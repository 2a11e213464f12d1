import type { APIRoute } from 'astro'
import { atomFeed } from '../../../feeds/atom'
import { people } from '../../../hub/settings'

/** What somebody wrote; the Worker adds what they said in conversations. */
export const getStaticPaths = () =>
  Object.keys(people).map((author) => ({ params: { handle: author }, props: { author } }))

export const GET: APIRoute<{ author: string }> = ({ props }) => atomFeed(props)
