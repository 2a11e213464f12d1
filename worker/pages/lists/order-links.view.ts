import { listOrders, type ListPlace, listQueryOf, type Subject } from './rules'

export const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' }

type OrderLink = Pick<ListPlace, 'order' | 'subject'>

/** Marks the current order and status; each link changes one and preserves the other. */
export const markOrderLinks = (
  page: Response,
  { order, subject }: OrderLink,
  address: string,
): Response => {
  const mark = (link: Element, isCurrent: boolean, target: OrderLink) => {
    // HTMLRewriter escapes only quotes in an attribute.
    link.setAttribute('href', (address + listQueryOf(target)).replaceAll('&', '&amp;'))
    if (isCurrent) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  return new HTMLRewriter()
    .on('.ways a[data-sort]', {
      element: (link) => {
        const sort = listOrders.find((each) => each === link.getAttribute('data-sort')) ?? 'newest'
        // What is filtered has no order by activity.
        const target = sort === 'active' ? { ...subject, status: undefined } : subject
        mark(link, sort === order, { order: sort, subject: target })
      },
    })
    .on('.ways a[data-only]', {
      element: (link) => {
        const only = link.getAttribute('data-only') ?? ''
        const status = only ? (only as NonNullable<Subject['status']>) : undefined
        mark(link, (subject.status ?? '') === only, { order, subject: { ...subject, status } })
      },
    })
    .transform(page)
}

/** Gives a page after the first its own title and canonical URL. */
export const markOlderPage = (page: Response, { before }: ListPlace, address: string): Response =>
  before
    ? new HTMLRewriter()
        .on('title', { element: (title) => void title.prepend('Older · ') })
        .on('link[rel="canonical"]', {
          element: (link) => void link.setAttribute('href', address.replaceAll('&', '&amp;')),
        })
        .transform(page)
    : page
