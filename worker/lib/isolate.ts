/** A value that one isolate keeps from one request to the next. */
export interface IsolateState<T> {
  current: T
}

const resets: (() => void)[] = []

/**
 * State that lives as long as the isolate, such as what was read from the database a moment ago. All
 * such state is made here, so that tests can reset it; a memo of a pure function needs no reset.
 *
 * @param initial gives the value that a new isolate has
 */
export const isolateState = <T>(initial: () => T): IsolateState<T> => {
  const state = { current: initial() }
  resets.push(() => {
    state.current = initial()
  })
  return state
}

/** Sets all of it back to what a new isolate has. */
export const resetIsolate = (): void => {
  for (const reset of resets) reset()
}
