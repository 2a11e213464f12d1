import type { Context } from 'hono'
import type { App } from '../env'

/** The longest body of a one-click request, in characters: one field and the frame of a multipart form. */
const LONGEST = 1000

/** The field, as a query or as the part of a multipart form. */
const FIELD = /^List-Unsubscribe=One-Click$|name="?List-Unsubscribe"?\s+One-Click\s/

/**
 * Whether a mail program sends this request for a person who pressed “unsubscribe” in it (RFC 8058): to
 * the address of an email, with one field. It has no origin and no cookie; the token in the address is
 * its proof.
 */
export const isOneClick = async (c: Context<App>): Promise<boolean> => {
  if (c.req.method !== 'POST' || !/^\/stop\/[^/]+\/$/.test(c.req.path)) return false
  const body = new TextDecoder().decode(await c.req.arrayBuffer())
  return body.length <= LONGEST && FIELD.test(body)
}
