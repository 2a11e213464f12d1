import { describe, expect, test } from 'vitest'
import { loadFilter, HOLD_SCORE, train } from '../../../worker/discussion/spam/filter.rules'
import { type Message, mails, messages, split } from './collections'

/** What the filter makes of messages, from a threshold on. */
const confusion = (score: (words: string[]) => number, rows: Message[], threshold: number) => {
  const count = (isSpam: boolean, isHeld: boolean) =>
    rows.filter((row) => row.isSpam === isSpam && score(row.words) >= threshold === isHeld).length
  return {
    caught: count(true, true),
    missed: count(true, false),
    wronged: count(false, true),
    spared: count(false, false),
  }
}

const collections = {
  'mails (SpamAssassin)': mails(),
  'text messages (SMS Spam Collection)': messages(),
}

const judged = Object.entries(collections).map(([name, all]) => {
  const { learnt, choosing, tested } = split(all)
  return { name, all, choosing, tested, learnt, score: loadFilter(train(learnt)) }
})

test('the threshold is the lowest at which nothing but spam is held among the rows kept to choose it', () => {
  const wrongedAt = (threshold: number) =>
    judged.reduce(
      (sum, { score, choosing }) => sum + confusion(score, choosing, threshold).wronged,
      0,
    )
  const candidates = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
  expect(candidates.find((threshold) => wrongedAt(threshold) === 0)).toBe(HOLD_SCORE)
})

describe.each(judged)('$name', ({ name, all, learnt, tested, score }) => {
  test('of rows it has never seen it catches most spam and wrongs hardly anybody', () => {
    const { caught, missed, wronged, spared } = confusion(score, tested, HOLD_SCORE)
    const precision = caught / (caught + wronged)
    const recall = caught / (caught + missed)
    console.info(
      `${name}: ${all.length} rows, ${learnt.length} learnt, ${tested.length} tested: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (${caught} caught, ${missed} missed, ${wronged} held wrongly, ${spared} left alone)`,
    )
    expect(caught + missed + wronged + spared).toBe(tested.length)
    expect(precision).toBeGreaterThan(0.9)
    expect(recall).toBeGreaterThan(0.75)
  })

  test('a model fits into a row of the database, and a score is between 0 and 1', () => {
    expect(new TextEncoder().encode(train(learnt)).length).toBeLessThan(1_500_000)
    const scores = tested.map(({ words }) => score(words))
    expect(scores.every((each) => each >= 0 && each <= 1)).toBe(true)
  })
})

const lesson = (isSpam: boolean, ...words: string[]) => ({ isSpam, words })
const lessons = (many: number) => [
  ...Array.from({ length: many }, () =>
    lesson(true, 'casino', 'win', 'free', 'cash', 'now', 'bonus'),
  ),
  ...Array.from({ length: 20 }, () =>
    lesson(false, 'saddle', 'chain', 'brake', 'ride', 'wheel', 'hill'),
  ),
]

test('with fewer than twenty examples of either kind everything scores 0', () => {
  expect(loadFilter(train(lessons(19)))(['casino'])).toBe(0)
  expect(loadFilter(train(lessons(20)))(['casino'])).toBeGreaterThan(0.9)
  expect(loadFilter(train([]))(['casino'])).toBe(0)
})

test('words that nobody has said before tell nothing', () => {
  const score = loadFilter(train(lessons(40)))
  expect(score([])).toBe(0)
  expect(score(['perihelion'])).toBe(0)
})

test('examples without words, or with hardly any, break nothing', () => {
  const mute = Array.from({ length: 30 }, () => lesson(true))
  const spoken = lessons(30).filter(({ isSpam }) => !isSpam)
  expect(loadFilter(train([...mute, ...spoken]))(['casino'])).toBe(0)
  const rich = spoken.map(({ words }) => lesson(false, ...words, 'a', 'b', 'c', 'd', 'e'))
  expect(loadFilter(train([...mute, ...rich]))(['saddle'])).toSatisfy((found: number) => found >= 0)
})

test('a word with the name of something in the language is a word', () => {
  const score = loadFilter(train([...lessons(30), lesson(true, 'constructor', '__proto__')]))
  for (const word of ['constructor', '__proto__', 'tostring', 'hasownproperty'])
    expect(score([word])).toSatisfy((found: number) => found >= 0 && found <= 1)
  expect(score(['saddle'])).toBeLessThan(0.1)
})

test('the longest words of the widest script fit into a row of the database', () => {
  const wide = (at: number) =>
    Array.from({ length: 120 }, (_, n) =>
      `${String.fromCodePoint(0x20000 + at * 120 + n)}`.repeat(20),
    )
  const all = Array.from({ length: 120 }, (_, at) => lesson(at % 2 === 0, ...wide(at)))
  expect(new TextEncoder().encode(train(all)).length).toBeLessThan(2_000_000)
})

test('a model that is damaged is not read as one', () => {
  for (const model of ['{', '[]', '[1,2]', 'null']) expect(() => loadFilter(model)).toThrow()
})
