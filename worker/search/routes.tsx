import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { paths, resting, slots } from '../../site/contract'
import { conversationById } from '../conversations/rules'
import { know } from '../conversations/topics'
import type { App } from '../env'
import { within } from '../kit/within'
import { fetchPage } from '../shell/assets'
import { PATIENCE } from '../shell/compose'
import { showMissing } from '../shell/frame'
import { listUnseen } from '../spaces/reading'
import { type Hit, search as find } from './queries'
import { PAGE, shorten, toCursor, toMatch } from './rules'
import { Hint, Resting, Results } from './view'

export const search = new Hono<App>()

/** For an attribute: HTMLRewriter itself escapes quotes there and nothing else. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The built search page with an answer in it, and with the question still in its field. */
const showSearch = async (c: Context<App>, question: string, answer: Child, status: 200 | 503) => {
  const page = await fetchPage(c.env, paths.search())
  if (!page.ok) return showMissing(c)
  const filled = new HTMLRewriter()
    .on('title', {
      element: (e) => {
        if (question) e.prepend(`${question} · `)
      },
    })
    .on(`main input[name="q"]`, {
      element: (e) => {
        e.setAttribute('value', escaped(question))
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

/** Whether what was found can still be read: a post may have left since, with all that was said. */
const isHere = (c: Context<App>, { id, conversation }: Hit) => {
  if (conversation === null && id.startsWith('page:')) return true
  return conversationById(c.var.hub, conversation ?? id) !== undefined
}

search.get('/search/', async (c) => {
  const question = shorten(c.req.query('q') ?? '')
  const match = toMatch(question)
  if (!match) return showSearch(c, question, <Hint question={question} />, 200)

  const after = toCursor(c.req.query('after') ?? '')
  try {
    const unseen = await listUnseen(c)
    const found = await within(PATIENCE, find(c.var.db, match, after, unseen))
    const page = found.slice(0, PAGE)
    await know(
      c,
      page.map(({ id, conversation }) => conversation ?? id),
    )
    return await showSearch(
      c,
      question,
      <Results
        hub={c.var.hub}
        question={question}
        hits={page.filter((hit) => isHere(c, hit))}
        next={found.length > PAGE ? page.at(-1) : undefined}
        isLater={after !== undefined}
      />,
      200,
    )
  } catch (error) {
    console.error('the search rests:', error)
    return showSearch(c, question, <Resting sentence={resting.results} />, 503)
  }
})
