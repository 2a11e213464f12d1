import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { slots } from '../../site/contract/slots'
import type { App } from '../env'
import { type Problem, retryAfter, statusOf } from '../lib/define-form'
import { fetchPage } from './assets'
import { fragment, wantsFragment } from './fragment'
import { httpMessages } from './messages'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

interface PageOptions {
  title: string
  status?: ContentfulStatusCode
  /** Why its form is refused: sets the status and, if waiting helps, `Retry-After`. */
  fault?: Problem | undefined
  /** One line for search engines; default: the hub's. */
  description?: string | undefined
  /** Additional elements for the head. */
  head?: Child
  /** Whether search engines may list it. */
  isListed?: boolean
  children: Child
  /** The static page whose main slot is filled; default: the frame. */
  page?: string
}

const Head = ({ description, more }: { description: string | undefined; more: Child }) => (
  <>
    {description && <meta name="description" content={description} />}
    {more}
  </>
)

/** A page that the Worker renders into the hub's frame. */
export const showPage = async (c: Context<App>, { fault, ...framed }: PageOptions) => {
  const page = await compose(c, { status: fault ? statusOf(fault) : 200, ...framed })
  if (fault && page.status !== 422) page.headers.set('retry-after', String(retryAfter(fault)))
  return page
}

const compose = async (c: Context<App>, framed: Omit<PageOptions, 'fault'>) => {
  const { title, status = 200, children, page = c.var.hub.paths.frame() } = framed
  const { description, head, isListed = false } = framed
  // HTMLRewriter refuses lone surrogates, and JSON can contain one.
  const html = String(<>{children}</>).toWellFormed()
  if (wantsFragment(c, slots.main)) return fragment(c, slots.main, html, status)
  const frame = await fetchPage(c.env, page)
  const filled = new HTMLRewriter()
    .on('title', { element: (e) => void e.setInnerContent(`${title} · ${c.var.hub.name}`) })
    .on('head', {
      element: (e) => {
        const more = String(<Head description={description} more={head} />).toWellFormed()
        if (more) e.append(more, { html: true })
      },
    })
    .on('meta[name="robots"]', {
      element: (e) => {
        if (isListed) e.remove()
      },
    })
    .on('meta[name="description"]', {
      element: (e) => {
        if (description) e.remove()
      },
    })
    .on(slots.main, {
      element: (e) => void e.setInnerContent(html, { html: true }),
    })
    .transform(new Response(frame.body, { headers: HTML }))
  return new Response(filled.body, { status, headers: HTML })
}

/** A page with one message, such as what went wrong, and a link to the front page. */
export const showMessage = (
  c: Context<App>,
  status: ContentfulStatusCode,
  title: string,
  sentence: string,
) =>
  showPage(c, {
    title,
    status,
    children: (
      <>
        <h1>{title}</h1>
        <p>{sentence}</p>
        {status >= 500 && <p>{httpMessages.reference(c.var.requestId)}</p>}
        <p>
          <a href={c.var.hub.paths.home()}>To the front page</a>
        </p>
      </>
    ),
  })

/** The 404 page: the same for what does not exist and for what this viewer may not see. */
export const showMissing = async (c: Context<App>): Promise<Response> => c.var.pages.missing()
