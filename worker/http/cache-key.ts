import type { App } from '../env'

/** The hub and the host of a request: `c.var` has both. */
export interface CacheScope {
  hub: { build?: string | undefined; paths: App['Variables']['hub']['paths'] }
  host: string
}

/**
 * The cache key of a page: the build, the host, the path and the known part of the query; no header is
 * part of it. A cached page names the styles of its build, which the next build no longer has. The
 * cache is shared by all Workers of a Cloudflare zone, so two hubs of one zone differ by their host.
 */
export const cacheKey = ({ hub, host }: CacheScope, path: string, search = ''): string =>
  `https://edge/${hub.build ?? ''}/${host}${path}${search}`
