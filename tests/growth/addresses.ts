import type { Cast, Somebody } from './cast'

/** A request as one of the cast makes it, and what it is answered with. */
export interface Visit {
  /** Below the hub's base. */
  path: string
  /** By default a reader whose cookie passes the page cache. */
  as?: { address: string; cookie?: string | undefined }
  fields?: Record<string, string | string[]>
  status?: number
}

/**
 * Visits by their address, as the routes spell it, and a variant. Each makes what it needs before, so
 * that a hub of any size answers the same.
 */
export type Addresses = Record<string, (cast: Cast) => Promise<Visit>>

/** A page that everybody may read. */
export const get =
  (path: string, status = 200) =>
  async (): Promise<Visit> => ({ path, status })

/** A form sent by one of the cast. */
export const form = (
  as: { address: string; cookie?: string | undefined },
  path: string,
  fields: Visit['fields'] = {},
  status = 303,
): Visit => ({ path, as, fields, status })

export type { Somebody }
