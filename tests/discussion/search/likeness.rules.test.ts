import { expect, test } from 'vitest'
import {
  rankBySimilarity,
  similarity,
  toSimilarityMatch,
} from '../../../worker/discussion/search/similarity.rules'

test.each([
  ['My brakes', '{title} : ("brakes" OR "brak"*)'],
  ['a b', '{title} : ("a" OR "a"* OR "b" OR "b"*)'],
  ['Brakes, BRAKES!', '{title} : ("brakes" OR "brak"*)'],
  ['"OR" NEAR(', '{title} : ("near" OR "near"*)'],
])('a title asks for any of its words, and none of them is an operator: %j', (title, match) => {
  expect(toSimilarityMatch(title)).toBe(match)
})

test.each(['', '?!', '👍'])('a title without a word asks for nothing: %j', (title) => {
  expect(toSimilarityMatch(title)).toBeUndefined()
})

test('a word counts by its length, in another form a little less, and accents make no difference', () => {
  expect(similarity('Café brakes', 'Brakes at the cafe')).toBe(1)
  expect(similarity('Brakes', 'Bracket')).toBe(0)
  expect(similarity('Brakes', 'Braking')).toBeCloseTo(0.8)
  expect(similarity('How brakes', 'Brakes')).toBeCloseTo(6 / 9)
  expect(similarity('', 'Brakes')).toBe(0)
})

test('what shares only small change with a title is left out', () => {
  const found = [
    { title: 'How do I choose a saddle?', score: -9 },
    { title: 'Bleeding brakes', score: -5 },
    { title: 'Bleed disc brakes', score: -5 },
  ]
  expect(rankBySimilarity('How do I bleed disc brakes?', found).map(({ title }) => title)).toEqual([
    'Bleed disc brakes',
    'Bleeding brakes',
  ])
})
