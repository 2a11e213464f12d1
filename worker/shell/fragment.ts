import type { Context } from 'hono'
import type { App } from '../env'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

/** Whether our script asks for what stands in this slot alone, to put it in place of the old. */
export const wantsFragment = (c: Context<App>, slot: string): boolean =>
  c.req.header('hub-fragment') === slot

/** What stands in a slot, without the page around it; the header says that it is just that. */
export const fragment = (
  slot: string,
  html: string,
  status = 200,
  headers: Record<string, string> = {},
) => new Response(html, { status, headers: { ...HTML, ...headers, 'hub-fragment': slot } })
