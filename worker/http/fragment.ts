import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { App } from '../env'

/** Whether our script asks for what stands in this slot alone, to put it in place of the old. */
export const wantsFragment = (c: Context<App>, slot: string): boolean =>
  c.req.header('hub-fragment') === slot

/**
 * What stands in a slot, without the page around it; the header says that it is just that. It is
 * answered through the context, which carries the cookie that may have been set on the way.
 */
export const fragment = (
  c: Context<App>,
  slot: string,
  html: string,
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
) => c.html(html, status, { ...headers, 'hub-fragment': slot })
