import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { paths, slots } from '../../site/contract'
import type { App } from '../env'
import { type Problem, retryAfter, statusOf } from '../kit/define-form'
import { withLate } from '../lists/inserting'
import { fetchPage } from './assets'
import { fragment, wantsFragment } from './fragment'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

interface Framed {
  title: string
  status?: ContentfulStatusCode
  /** Why the form on it is refused: gives the status and, where waiting helps, `Retry-After`. */
  fault?: Problem | undefined
  /** One line for search engines; by default the hub's. */
  description?: string | undefined
  /** More for the head of the page. */
  head?: Child
  /** Whether search engines may show it. */
  isListed?: boolean
  children: Child
  /** The static page to fill, where that is one with more than the frame; by default the frame. */
  page?: string
}

const Head = ({ description, more }: { description: string | undefined; more: Child }) => (
  <>
    {description && <meta name="description" content={description} />}
    {more}
  </>
)

/** A page that the Worker writes by itself, in the hub's own frame. */
export const showFrame = async (c: Context<App>, { fault, ...framed }: Framed) => {
  const page = await compose(c, { status: fault ? statusOf(fault) : 200, ...framed })
  if (fault && page.status !== 422) page.headers.set('retry-after', String(retryAfter(fault)))
  return page
}

const compose = async (c: Context<App>, framed: Omit<Framed, 'fault'>) => {
  const { title, status = 200, children, page = paths.frame() } = framed
  const { description, head, isListed = false } = framed
  // HTMLRewriter takes no half of a character; out of JSON one may still come.
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

/** A page that says one thing, such as what went wrong, and leads back. */
export const showSentence = (
  c: Context<App>,
  status: ContentfulStatusCode,
  title: string,
  sentence: string,
) =>
  showFrame(c, {
    title,
    status,
    children: (
      <>
        <h1>{title}</h1>
        <p>{sentence}</p>
        <p>
          <a href={paths.home()}>To the front page</a>
        </p>
      </>
    ),
  })

/** What lives in the database alone, while that does not answer. */
export const showUnavailable = async (c: Context<App>) => {
  const page = await showSentence(
    c,
    503,
    'This page is resting',
    'The hub can not reach its memory just now. Please try again in a moment.',
  )
  page.headers.set('retry-after', '60')
  return page
}

/** The list on the page for what is not here. */
const newest = { isOf: () => true, number: 1, most: 3 }

/** The built page for what is not here. */
export const showMissing = async (c: Context<App>) => {
  const { env } = c
  const { hub } = c.var
  const built = await fetchPage(env, `${paths.home()}404/`)
  const page = await withLate({ env, hub }, built, newest)
  const missing = new Response(page.body, { status: 404, headers: HTML })
  if (c.req.method !== 'GET') return missing
  // The same for what is not there and for what somebody may not see: perhaps they may, signed in.
  const { pathname, search } = new URL(c.req.url)
  const signIn = paths.signIn({ returnTo: pathname + search })
  return new HTMLRewriter()
    .on('a[data-returns]', { element: (link) => void link.setAttribute('href', signIn) })
    .transform(missing)
}
