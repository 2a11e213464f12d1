import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { unavailable, slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import { fetchPage } from '../../http/assets'
import { showMissing } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { findResults } from './query.middleware'
import { type Filters, filterNames, filterQuery } from './filters.form'
import { searchForm } from './form'
import { searchMessages } from './messages'
import { toMatch } from './rules'
import { Hint, Unavailable, Results } from './view'
import { logError } from '../../http/log-error'

/** `/search/` */
export const search = newRouter()

/** Escapes text for `setAttribute` of HTMLRewriter, which itself escapes only quotes. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The submitted search, with which the form is filled in again. */
interface Submitted {
  query: string
  filters: Filters
}

/** Fills in the form with the submitted query and filters, and opens the filters if any is set. */
const refill = ({ query, filters }: Submitted): HTMLRewriter => {
  const chosen = filterQuery(filters)
  const rewriter = new HTMLRewriter().on(`main input[name="q"]`, {
    element: (e) => {
      e.setAttribute('value', escaped(query))
    },
  })
  if (Object.keys(chosen).length > 0)
    rewriter.on('main .filters', { element: (e) => void e.setAttribute('open', '') })
  for (const name of filterNames) {
    const value = chosen[name]
    if (!value) continue
    rewriter.on(`main input[name="${name}"]`, {
      element: (e) => void e.setAttribute('value', escaped(value)),
    })
    rewriter.on(`main select[name="${name}"] option`, {
      element: (e) => {
        if (e.getAttribute('value') === value) e.setAttribute('selected', '')
      },
    })
  }
  return rewriter
}

/** The static search page with the results and the form filled in. */
const showSearch = async (
  c: Context<App>,
  submitted: Submitted,
  answer: Child,
  status: 200 | 429 | 503 = 200,
) => {
  const page = await fetchPage(c.env, c.var.hub.paths.search())
  if (!page.ok) return showMissing(c)
  const filled = refill(submitted)
    .on('title', {
      element: (e) => {
        if (submitted.query) e.prepend(`${submitted.query} · `)
      },
    })
    .on(slots.results, {
      element: (e) => {
        e.setInnerContent(String(<>{answer}</>), { html: true })
      },
    })
    .transform(new Response(page.body))
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const retryAfter = { 200: undefined, 429: '60', 503: '30' }[status]
  return new Response(filled.body, {
    status,
    headers: retryAfter ? { ...headers, 'retry-after': retryAfter } : headers,
  })
}

search.get('/', async (c) => {
  const sent = searchForm.read(new URL(c.req.url).searchParams)
  const { q: query, after, ...filters } = searchForm.check(sent, c.var.hub).values!
  const submitted = { query, filters }
  const match = toMatch(query)
  if (!match) return showSearch(c, submitted, <Hint query={query} />)
  if (await isRateLimited(c, 'search'))
    return showSearch(c, submitted, <Unavailable sentence={searchMessages.tooFast} />, 429)

  try {
    const found = await findResults(c, match, filters, after)
    const answer = <Results {...submitted} {...found} isLater={after !== undefined} />
    return await showSearch(c, submitted, answer)
  } catch (error) {
    logError(c, 'the search is unavailable', error)
    return showSearch(c, submitted, <Unavailable sentence={unavailable.results} />, 503)
  }
})
