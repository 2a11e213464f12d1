import { withDeadline } from '../lib/with-deadline'
import type { Impressions } from '../promotion/offers/commands'
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
export const fillSlots = (page: Response, fillings: Slot[], outcome: PageOutcome): Response => {
  const failed = (error: unknown) => {
    outcome.hasFailedSlot = true
    console.error('a slot rests:', error)
  }
  const rewriter = new HTMLRewriter()
  for (const { slot, render, fallback } of fillings)
    rewriter.on(slot, {
      element: (element) => {
        const drawing = render((name) => element.getAttribute(name) ?? '')
        element.setInnerContent(streamHtml(withDeadline('read', drawing), fallback, failed), {
          html: true,
        })
      },
    })
  return rewriter.transform(page)
}
