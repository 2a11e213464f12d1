import { isolateState } from '../lib/isolate'
import type { Impressions } from '../promotion/offers/commands'

/** A composed page, and what a later reader’s response needs besides. */
export interface ComposedPage {
  parts: Uint8Array[]
  headers: Record<string, string>
  shown?: Impressions | undefined
  /** Whether it has a form with Turnstile’s widget. */
  hasWidget?: boolean | undefined
}

/** Without a page if the answer is only for its own reader, such as a 404. */
type Outcome = { page?: ComposedPage } | { error: unknown }

/**
 * The pages that this isolate is composing for readers without a cookie, by cache key; and how many
 * are finished. Requests of one isolate may wait for each other’s promises, but not read each other’s
 * streams.
 */
const state = isolateState(() => ({ pages: new Map<string, Promise<Outcome>>(), finished: 0 }))

/** The pages that are being composed in this isolate. */
export const sharedPages = {
  /** How many are finished. */
  get finished() {
    return state.current.finished
  },
  find: (key: string) => state.current.pages.get(key),
  /**
   * Gives up a page that is being composed: later readers get a newer one, and it is not cached.
   *
   * @param only gives it up only if it is this one
   */
  drop: (key: string, only = state.current.pages.get(key)) => {
    const { pages } = state.current
    if (pages.get(key) === only) pages.delete(key)
  },
}

/** Announces a page that a request composes. */
export const announcePage = (key: string) => {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  state.current.pages.set(key, promise)
  return {
    key,
    /** Hands the page to the requests that wait for it. */
    settle: resolve,
    /** Whether it may still be cached. */
    isCurrent: () => sharedPages.find(key) === promise,
    finish: () => {
      state.current.finished++
      sharedPages.drop(key, promise)
    },
  }
}

/** A page that a request composes. */
export type Announced = ReturnType<typeof announcePage>
