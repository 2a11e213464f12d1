import classifier, { type Classifier } from 'wink-naive-bayes-text-classifier'
import type { Example } from './table'

/** With fewer examples of either kind it would only guess. */
const FEWEST = 20

/** The library refuses to learn from less. */
const FEWEST_WORDS = 10

/** As many words, the commonest, fit into one row of the database in any script. */
const VOCABULARY = 8000

/** From this score on a comment is held; chosen on comments that the filter did not learn (tests/discussion/spam/README.md). */
export const HOLD_SCORE = 0.9

type Lesson = Pick<Example, 'isSpam' | 'words'>

/** Its tables are plain objects, in which `constructor` would be a word that everybody has said. */
const marked = (words: string[]) => words.map((word) => ` ${word}`)

const blank = (): Classifier => {
  const made = classifier()
  made.definePrepTasks([marked])
  return made
}

const commonest = (lessons: Lesson[]): Set<string> => {
  const counts = new Map<string, number>()
  for (const { words } of lessons)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return new Set(sorted.slice(0, VOCABULARY).map(([word]) => word))
}

const isEnough = (lessons: Lesson[]): boolean => {
  const spam = lessons.filter(({ isSpam }) => isSpam).length
  return Math.min(spam, lessons.length - spam) >= FEWEST
}

/** What is learned from these examples, as a text to keep; empty while they are too few. */
export const train = (lessons: Lesson[]): string => {
  if (!isEnough(lessons)) return ''
  const known = commonest(lessons)
  if (known.size < FEWEST_WORDS) return ''
  const filter = blank()
  for (const { words, isSpam } of lessons)
    filter.learn(
      words.filter((word) => known.has(word)),
      isSpam ? 'spam' : 'other',
    )
  return filter.exportJSON()
}

/** How likely a bag of words is spam, from 0 to 1. */
export type Score = (words: string[]) => number

/** Reads a model that `train` made; one that can not be read throws. */
export const loadFilter = (model: string): Score => {
  if (model === '') return () => 0
  const filter = blank()
  filter.importJSON(model)
  filter.consolidate()
  return (words) => {
    const odds = filter.computeOdds(words).find(([label]) => label === 'spam')?.[1]
    // There are none where nothing is known, nor where all spam so far was pictures without a word.
    return Number.isFinite(odds) ? 1 / (1 + 2 ** -odds!) : 0
  }
}
