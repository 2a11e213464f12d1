/** Endings of English verbs and nouns, and what replaces them in the stem. */
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

/** Shorter stems are coincidence: “as” is not a plural. */
const SHORTEST = 3

/**
 * The possible stems of an English word; most of them are not words.
 *
 * @example stemsOf('hated') // => ['hat', 'hate']
 */
export const stemsOf = (word: string): string[] =>
  ENDINGS.filter(([ending]) => word.endsWith(ending))
    .map(([ending, stem]) => word.slice(0, -ending.length) + stem)
    .filter(({ length }) => length >= SHORTEST)
