/** A value that an isolate shares between requests. */
export interface IsolateState<T> {
  current: T
}

const resets: (() => void)[] = []

/**
 * State with the lifetime of the isolate, such as a cached query. All such state is made here, so that
 * tests can reset it; a memo of a pure function needs no reset.
 *
 * @param initial gives the value in a new isolate
 */
export const isolateState = <T>(initial: () => T): IsolateState<T> => {
  const state = { current: initial() }
  resets.push(() => {
    state.current = initial()
  })
  return state
}

/** Resets all state to that of a new isolate. */
export const resetIsolate = (): void => {
  for (const reset of resets) reset()
}
