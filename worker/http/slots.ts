import type { Context } from 'hono'
import type { App } from '../env'
import { withDeadline } from '../lib/with-deadline'
import type { Impressions } from '../promotion/offers/commands'
import { logError } from './log-error'
import { streamHtml } from './stream-html'

/** How one kind of slot is filled. */
export interface Slot {
  /** The name of the element. */
  slot: string
  /** Renders the slot as HTML; its attributes name the conversation. */
  render: (attribute: (name: string) => string) => Promise<string>
  /** HTML for a slot that could not be rendered. */
  fallback: string
}

/** The outcome of filling a page, complete when its stream has ended. */
export interface PageOutcome {
  hasFailedSlot: boolean
  /** Whether it must not be cached, because its address names something that does not exist. */
  isUncacheable?: boolean
  /** The offers and links on it whose views are counted. */
  shown?: Impressions
}

/** The page with its slots filled while it streams. The slot's element stays, for scripts and styles. */
export const fillSlots = (
  c: Context<App>,
  page: Response,
  fillings: Slot[],
  outcome: PageOutcome,
): Response => {
  const rewriter = new HTMLRewriter()
  for (const { slot, render, fallback } of fillings) {
    const onFailure = (error: unknown) => {
      outcome.hasFailedSlot = true
      logError(c, `the slot ${slot} is unavailable`, error)
    }
    rewriter.on(slot, {
      element: (element) => {
        const rendering = render((name) => element.getAttribute(name) ?? '')
        element.setInnerContent(streamHtml(withDeadline('read', rendering), fallback, onFailure), {
          html: true,
        })
      },
    })
  }
  return rewriter.transform(page)
}
