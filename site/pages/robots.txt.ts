import { base, paths } from '../contract'
import { absolute } from '../hub/absolute'

/** Rooms that say nothing to a stranger, and the ways out, which count who takes them. */
const closed = ['auth/', 'desk/', 'me/', 'out/']

const robots = () => `User-agent: *
Allow: ${base}
${closed.map((room) => `Disallow: ${base}${room}`).join('\n')}

Sitemap: ${absolute(paths.sitemap())}
`

/** Everybody may read the hub. */
export const GET = () => new Response(robots(), { headers: { 'content-type': 'text/plain' } })
