import type { Context } from 'hono'
import { LIST_PAGE_SIZE } from '../../../site/contract/limits'
import { slots } from '../../../site/contract/slots'
import { contributorsSlot } from '../../discussion/contributors/slot'
import type { App } from '../../env'
import { fetchPage } from '../../http/assets'
import { fillSlots, type PageOutcome } from '../../http/slots'
import { cached } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { LIST_QUERY, listPlaceIn } from './query.middleware'
import { renderList, findList, findListOrPosts, type ListView } from './list.slot'
import { HTML_HEADERS } from './order-links.view'
import { formatListCursor, listQueryOf, type Subject } from './rules'
import { logError } from '../../http/log-error'

const noStaticList = { ids: [], inner: '' }

/** A page without a static list. */
const viewOf = (c: Context<App>, subject: Subject, address: string): ListView => ({
  place: listPlaceIn(c, subject),
  address,
  most: LIST_PAGE_SIZE,
  level: 2,
  isPaged: true,
  number: 0,
  built: noStaticList,
})

const showListUnavailable = (c: Context<App>, error: unknown) => {
  logError(c, 'a list is unavailable', error)
  return showUnavailable(c)
}

const fillFrame = async (
  c: Context<App>,
  frame: string,
  html: string,
  outcome: PageOutcome,
  tag?: string,
) => {
  const page = await fetchPage(c.env, frame)
  const slot = { slot: slots.list, render: () => Promise.resolve(html), fallback: '' }
  return fillSlots(
    c,
    new Response(page.body, { headers: HTML_HEADERS }),
    [slot, contributorsSlot(c, tag)],
    outcome,
  )
}

/** The page of a tag that no post had at build time; 404 if no topic has it either. */
export const showTagOfTopics = async (
  c: Context<App>,
  tag: string,
  outcome: PageOutcome,
): Promise<Response> => {
  const page = viewOf(c, { tag }, c.var.hub.paths.tag(tag))
  try {
    const list = await findListOrPosts(c, page, outcome)
    if (list.entries.length === 0)
      return await (outcome.hasFailedSlot ? showUnavailable(c) : showMissing(c))
    const html = await renderList(c, page, list)
    const { hub } = c.var
    const { before } = page.place
    const query = listQueryOf(page.place, before && formatListCursor(before))
    const url = new URL(page.address + query, hub.url).href
    const canonical = String(<link rel="canonical" href={url} />)
    return new HTMLRewriter()
      .on('title', { element: (title) => void title.setInnerContent(`${tag} · ${hub.name}`) })
      .on('meta[name="robots"]', { element: (meta) => void meta.remove() })
      .on('head', { element: (head) => void head.append(canonical, { html: true }) })
      .on('main h1', { element: (heading) => void heading.setInnerContent(tag) })
      .transform(await fillFrame(c, hub.paths.listFrame(), html, outcome, tag))
  } catch (error) {
    return showListUnavailable(c, error)
  }
}

/** The page of unanswered questions; 503 while the database is unavailable. */
export const showUnanswered = (c: Context<App>): Promise<Response> =>
  cached(c, LIST_QUERY, async (outcome) => {
    const page = viewOf(c, { kind: 'question', isUnanswered: true }, c.var.hub.paths.unanswered())
    outcome.isUncacheable = !page.place.isPlain
    try {
      const html = await renderList(c, page, await findList(c, page))
      return await fillFrame(c, c.var.hub.paths.unanswered(), html, outcome)
    } catch (error) {
      return showListUnavailable(c, error)
    }
  })

/**
 * The list of a restricted space, for its slot; the caller has checked that the viewer may read it.
 */
export const renderGuardedSpace = async (c: Context<App>, space: string): Promise<string> => {
  const page = viewOf(c, { space }, c.var.hub.paths.space(space))
  const list = await renderList(c, page, await findList(c, page))
  return `<div class="cards h-feed">${list}</div>`
}
