import { absolute } from '../hub/absolute'
import { paths } from '../hub/settings'

/** Rooms that say nothing to a stranger, and the ways out, which count who takes them. */
const closed = ['auth/', 'desk/', 'me/', 'out/']

const robots = () => `User-agent: *
Allow: ${paths.base}
${closed.map((room) => `Disallow: ${paths.base}${room}`).join('\n')}

Sitemap: ${absolute(paths.sitemap())}
`

/** Everybody may read the hub. */
export const GET = () => new Response(robots(), { headers: { 'content-type': 'text/plain' } })
