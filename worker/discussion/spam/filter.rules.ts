import classifier, { type Classifier } from 'wink-naive-bayes-text-classifier'
import type { Example } from './table'

/** With fewer examples of either kind the filter would only guess. */
const MIN_EXAMPLES = 20

/** The library needs at least so many words. */
const MIN_WORDS = 10

/** The most common words; so many fit into one row of the database in any script. */
const MAX_WORDS = 8000

/** Comments with at least this score are held; chosen on comments that the filter was not trained on (tests/discussion/spam/README.md). */
export const HOLD_SCORE = 0.9

type TrainingExample = Pick<Example, 'isSpam' | 'words'>

/** The library's tables are plain objects, in which `constructor` would exist: hence the space. */
const prefixed = (words: string[]) => words.map((word) => ` ${word}`)

const newClassifier = (): Classifier => {
  const filter = classifier()
  filter.definePrepTasks([prefixed])
  return filter
}

const commonest = (examples: TrainingExample[]): Set<string> => {
  const counts = new Map<string, number>()
  for (const { words } of examples)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return new Set(sorted.slice(0, MAX_WORDS).map(([word]) => word))
}

const isEnough = (examples: TrainingExample[]): boolean => {
  const spam = examples.filter(({ isSpam }) => isSpam).length
  return Math.min(spam, examples.length - spam) >= MIN_EXAMPLES
}

/** Trains a filter and gives its model as JSON; empty while there are too few examples. */
export const train = (examples: TrainingExample[]): string => {
  if (!isEnough(examples)) return ''
  const known = commonest(examples)
  if (known.size < MIN_WORDS) return ''
  const filter = newClassifier()
  for (const { words, isSpam } of examples)
    filter.learn(
      words.filter((word) => known.has(word)),
      isSpam ? 'spam' : 'other',
    )
  return filter.exportJSON()
}

/** The score of a comment's words for spam, from 0 to 1. */
export type Score = (words: string[]) => number

/** Loads a model from `train`; throws if it cannot be read. */
export const loadFilter = (model: string): Score => {
  if (model === '') return () => 0
  const filter = newClassifier()
  filter.importJSON(model)
  filter.consolidate()
  return (words) => {
    const odds = filter.computeOdds(words).find(([label]) => label === 'spam')?.[1]
    // No odds if no word is known, or if all spam examples were pictures without words.
    return Number.isFinite(odds) ? 1 / (1 + 2 ** -odds!) : 0
  }
}
