/** Endings of English verbs and nouns, and what stands in their place in the stem. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['s', ''],
  ['es', ''],
  ['ies', 'y'],
  ['ed', ''],
  ['d', ''],
  ['ied', 'y'],
  ['ing', ''],
  ['ing', 'e'],
]

/** Shorter ones are chance: “as” is no plural. */
const SHORTEST = 3

/**
 * What an English word may be a form of; most of it is no word.
 *
 * @example stemsOf('hated') // => ['hat', 'hate']
 */
export const stemsOf = (word: string): string[] =>
  ENDINGS.filter(([ending]) => word.endsWith(ending))
    .map(([ending, stem]) => word.slice(0, -ending.length) + stem)
    .filter(({ length }) => length >= SHORTEST)
