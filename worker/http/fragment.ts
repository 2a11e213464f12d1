import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { App } from '../env'

/** Whether the hub's script requests only the content of this slot, to replace it in place. */
export const wantsFragment = (c: Context<App>, slot: string): boolean =>
  c.req.header('hub-fragment') === slot

/**
 * Answers with the content of a slot without the page around it; the header says so. Answers through
 * the context, which has the cookies that were set for this response.
 */
export const fragment = (
  c: Context<App>,
  slot: string,
  html: string,
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
) => c.html(html, status, { ...headers, 'hub-fragment': slot })
