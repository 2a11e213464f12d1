import { inject, test } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Which of the two runs this is: `npm test` or `npm run test:large`. */
    size: 'test' | 'large'
  }
}

export const isLarge = inject('size') === 'large'

/** A test of a file of both runs that only the large tests make. */
export const testInLarge = (name: string, body: () => Promise<void>, timeout?: number): void => {
  if (isLarge) test(name, body, timeout)
}

/** A test of a file of both runs that only `npm test` makes. */
export const testOnce = (name: string, body: () => Promise<void>, timeout?: number): void => {
  test.skipIf(isLarge)(name, body, timeout)
}

export const ways: [name: string, javaScriptEnabled: boolean][] = [
  ['without JavaScript', false],
  ['with JavaScript', true],
]

/** The way in which a journey is made in this run: with scripts in `npm test`, without in the large tests. */
export const wayOfLongJourneys = ways.filter(
  ([, javaScriptEnabled]) => javaScriptEnabled !== isLarge,
)
