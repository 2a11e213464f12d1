import { inject, test } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** How a long journey is made in this run: with scripts in `npm test`, without in the large tests. */
    scripting: 'with' | 'without'
  }
}

const ways: [name: string, javaScriptEnabled: boolean][] = [
  ['without JavaScript', false],
  ['with JavaScript', true],
]

const isLarge = inject('scripting') === 'without'

/** A test of a long journey that only the large tests make. */
export const testInLarge = (name: string, body: () => Promise<void>): void => {
  if (isLarge) test(name, body)
}

/** The way in which a long journey is made in this run. */
export const wayOfLongJourneys = ways.filter(
  ([, javaScriptEnabled]) => javaScriptEnabled !== isLarge,
)
