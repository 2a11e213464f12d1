import type { Context } from 'hono'
import type { App } from '../env'
import { withDeadline } from '../lib/with-deadline'
import type { Impressions } from '../promotion/offers/commands'
import { logError } from './log-error'
import { streamHtml } from './stream-html'

/** What goes into one kind of slot. */
export interface Slot {
  /** The name of the element. */
  slot: string
  /** The HTML for this slot; its attributes say which conversation is meant. */
  render: (attribute: (name: string) => string) => Promise<string>
  /** What the slot says when it could not be drawn, as HTML. */
  fallback: string
}

/** What became of a page: whether some slot rests, known when its stream has ended. */
export interface PageOutcome {
  hasFailedSlot: boolean
  /** The address asked for something that is not there: good to show, not to keep. */
  isUncacheable?: boolean
  /** What of the page is counted: known when its stream has ended. */
  shown?: Impressions
}

/** The page with its slots filled as they stream by. The slot itself stays, for scripts and styles. */
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
