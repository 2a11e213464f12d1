import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { unavailable, slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import { fetchPage } from '../../http/assets'
import { showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { askFor } from './query.middleware'
import { type Filters, filterNames, filterQuery } from './filters.form'
import { searchForm } from './form'
import { toMatch } from './rules'
import { Hint, Resting, Results } from './view'
import { logError } from '../../http/log-error'

/** `/search/` */
export const search = newRouter()

/** For an attribute: HTMLRewriter itself escapes quotes there and nothing else. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What somebody asked for, as it stands in the form again. */
interface Asked {
  question: string
  filters: Filters
}

/** The form of the page as it was sent: its words, what was chosen, and where that can be changed. */
const refill = ({ question, filters }: Asked): HTMLRewriter => {
  const chosen = filterQuery(filters)
  const rewriter = new HTMLRewriter().on(`main input[name="q"]`, {
    element: (e) => {
      e.setAttribute('value', escaped(question))
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

/** The built search page with an answer in it, and with the question still in its form. */
const showSearch = async (c: Context<App>, asked: Asked, answer: Child, status: 200 | 503) => {
  const page = await fetchPage(c.env, c.var.hub.paths.search())
  if (!page.ok) return showMissing(c)
  const filled = refill(asked)
    .on('title', {
      element: (e) => {
        if (asked.question) e.prepend(`${asked.question} · `)
      },
    })
    .on(slots.results, {
      element: (e) => {
        e.setInnerContent(String(<>{answer}</>), { html: true })
      },
    })
    .transform(new Response(page.body))
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return new Response(filled.body, {
    status,
    headers: status === 503 ? { ...headers, 'retry-after': '30' } : headers,
  })
}

search.get('/', async (c) => {
  const sent = searchForm.read(new URL(c.req.url).searchParams)
  const { q: question, after, ...filters } = searchForm.check(sent, c.var.hub).values!
  const asked = { question, filters }
  const match = toMatch(question)
  if (!match) return showSearch(c, asked, <Hint question={question} />, 200)

  try {
    const found = await askFor(c, match, filters, after)
    const answer = <Results {...asked} {...found} isLater={after !== undefined} />
    return await showSearch(c, asked, answer, 200)
  } catch (error) {
    logError(c, 'the search is unavailable', error)
    return showSearch(c, asked, <Resting sentence={unavailable.results} />, 503)
  }
})
