import { withDeadline } from '../lib/with-deadline'
import type { Impressions } from '../promotion/offers/commands'
import { later } from './stream-html'

/** What goes into one kind of slot. */
export interface Filling {
  /** The name of the element. */
  slot: string
  /** The HTML for this slot; its attributes say which conversation is meant. */
  draw: (attribute: (name: string) => string) => Promise<string>
  /** What the slot says when it could not be drawn, as HTML. */
  resting: string
}

/** What became of a page: whether some slot rests, known when its stream has ended. */
export interface Outcome {
  rested: boolean
  /** The address asked for something that is not there: good to show, not to keep. */
  isLost?: boolean
  /** What of the page is counted: known when its stream has ended. */
  shown?: Impressions
}

/** The page with its slots filled as they stream by. The slot itself stays, for scripts and styles. */
export const fill = (page: Response, fillings: Filling[], outcome: Outcome): Response => {
  const failed = (error: unknown) => {
    outcome.rested = true
    console.error('a slot rests:', error)
  }
  const rewriter = new HTMLRewriter()
  for (const { slot, draw, resting } of fillings)
    rewriter.on(slot, {
      element: (element) => {
        const drawing = draw((name) => element.getAttribute(name) ?? '')
        element.setInnerContent(later(withDeadline('read', drawing), resting, failed), {
          html: true,
        })
      },
    })
  return rewriter.transform(page)
}
