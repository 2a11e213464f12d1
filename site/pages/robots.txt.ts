import { absolute } from '../hub/absolute'
import { paths } from '../hub/settings'

/** Pages for signed-in members, and counted redirects. */
const disallowed = ['auth/', 'desk/', 'me/', 'out/']

const robots = () => `User-agent: *
Allow: ${paths.base}
${disallowed.map((path) => `Disallow: ${paths.base}${path}`).join('\n')}

Sitemap: ${absolute(paths.sitemap())}
`

/** All other pages are open to crawlers. */
export const GET = () => new Response(robots(), { headers: { 'content-type': 'text/plain' } })
