import type { APIRoute } from 'astro'
import { type Kind, kinds } from '../../../contract/vocabulary'
import { atomFeed } from '../../../feeds/atom'

/** Every kind has a feed, even without posts. */
export const getStaticPaths = () => kinds.map((kind) => ({ params: { kind }, props: { kind } }))

export const GET: APIRoute<{ kind: Kind }> = ({ props }) => atomFeed(props)
