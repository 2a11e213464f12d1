import type { Bindings } from '../env'

/**
 * The built page at a path. The visitor's conditional headers are not passed on, so that it is never
 * a 304 for a page whose slots are still to be filled.
 */
export const fetchPage = ({ ASSETS, SITE_DEV }: Bindings, path: string): Promise<Response> =>
  SITE_DEV
    ? fetch(new URL(path, SITE_DEV), { redirect: 'manual' })
    : ASSETS.fetch(new Request(new URL(path, 'https://assets'), { redirect: 'manual' }))

/** A built file, with the visitor's conditional and range headers. */
export const fetchFile = ({ ASSETS, SITE_DEV }: Bindings, request: Request): Promise<Response> => {
  if (!SITE_DEV) return ASSETS.fetch(request)
  const { pathname, search } = new URL(request.url)
  return fetch(new URL(pathname + search, SITE_DEV), new Request(request, { redirect: 'manual' }))
}
