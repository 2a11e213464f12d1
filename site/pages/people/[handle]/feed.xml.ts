import type { APIRoute } from 'astro'
import { atomFeed } from '../../../feeds/atom'
import { people } from '../../../hub/settings'

/** The posts of a person; the Worker adds their comments. */
export const getStaticPaths = () =>
  Object.keys(people).map((author) => ({ params: { handle: author }, props: { author } }))

export const GET: APIRoute<{ author: string }> = ({ props }) => atomFeed(props)
