import type { Context } from 'hono'
import { slots } from '../../../site/contract/slots'
import { type ConversationCounts, countsInWords } from '../../discussion/conversations/messages'
import { listConversationCounts } from '../../discussion/conversations/queries'
import type { App } from '../../env'
import type { PageOutcome } from '../../http/slots'
import { streamHtml } from '../../http/stream-html'
import { withDeadline } from '../../lib/with-deadline'
import { logError } from '../../http/log-error'

type AllCounts = ReadonlyMap<string, ConversationCounts>

const noCounts: AllCounts = new Map()

/** The counts of a whole list, in one query. If it fails, the list has none. */
const findCounts = (c: Context<App>, ids: string, outcome: PageOutcome): Promise<AllCounts> => {
  const known = ids.split(' ').filter((id) => Object.hasOwn(c.var.hub.conversations, id))
  if (known.length === 0) return Promise.resolve(noCounts)
  return withDeadline('read', Promise.resolve(listConversationCounts(c.var.db, known))).then(
    (rows) => new Map(rows.map((row) => [row.id, row])),
    (error: unknown) => {
      outcome.hasFailedSlot = true
      logError(c, 'a list is shown without its counts', error)
      return noCounts
    },
  )
}

/** The page with the comment counts of its lists, filled in while it streams. */
export const fillCounts = (c: Context<App>, page: Response, outcome: PageOutcome): Response => {
  let counts = Promise.resolve(noCounts)
  return new HTMLRewriter()
    .on(slots.list, {
      element: (list) => {
        counts = findCounts(c, list.getAttribute('data-conversations') ?? '', outcome)
      },
    })
    .on(slots.count, {
      element: (element) => {
        const id = element.getAttribute('data-conversation') ?? ''
        const words = counts.then((counts) => countsInWords(c.var.hub.language, counts.get(id)))
        element.setInnerContent(
          streamHtml(words, '', () => undefined),
          { html: true },
        )
      },
    })
    .transform(page)
}
