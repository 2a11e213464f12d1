import type { Bindings } from '../env'

/**
 * The built page at a path, whole: without the visitor's conditions, so that the answer is never a
 * 304 for a page that is still to be filled.
 */
export const fetchPage = ({ ASSETS, SITE_DEV }: Bindings, path: string): Promise<Response> =>
  SITE_DEV
    ? fetch(new URL(path, SITE_DEV), { redirect: 'manual' })
    : ASSETS.fetch(new Request(new URL(path, 'https://assets'), { redirect: 'manual' }))

/** A built file as the visitor asked for it: conditions, ranges and all. */
export const fetchFile = ({ ASSETS, SITE_DEV }: Bindings, request: Request): Promise<Response> => {
  if (!SITE_DEV) return ASSETS.fetch(request)
  const { pathname, search } = new URL(request.url)
  return fetch(new URL(pathname + search, SITE_DEV), new Request(request, { redirect: 'manual' }))
}
