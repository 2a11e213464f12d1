import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { wantsAnswer } from '../../worker/markdown/question-detection'
import { toneOf } from '../../worker/markdown/tone'

interface Rated {
  of: string
  text: string
  /** 1 for praise, 0 for complaint, as people rated it. */
  class: 0 | 1
}

const reviews: Rated[] = readFileSync(resolve(import.meta.dirname, 'reviews.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))

const collection = (name: string) => reviews.filter((review) => review.of === name)

/** How well “below 0” finds the complaints of a collection. */
const measure = (rows: Rated[]) => {
  const found = rows.filter(({ text }) => toneOf(text, 'en-GB')! < 0)
  const right = found.filter((row) => row.class === 0).length
  const complaints = rows.filter((row) => row.class === 0).length
  return { precision: right / found.length, recall: right / complaints }
}

/*
 * A thousand sentences each, rated by people: the Sentiment Labelled Sentences (Kotzias et al.,
 * 2015, CC BY 4.0) as the npm package `sentiment` 5.0.2 has them (MIT licence, copyright 2016 Andrew
 * Sliwinski; reviews.LICENSE). Our own words were found by reading what went wrong with Amazon's; the other two say
 * how it does with what nobody had in mind. The line is 0, where the list has it, and not tuned.
 */
test.each([
  ['amazon', 0.95, 0.6],
  ['imdb', 0.88, 0.64],
  ['yelp', 0.94, 0.5],
])('what %s has of complaints is found, and little else', (name, precision, recall) => {
  const measured = measure(collection(name))
  console.info(
    `tone, ${name}: precision ${measured.precision.toFixed(3)}, recall ${measured.recall.toFixed(3)}`,
  )
  expect(measured.precision).toBeGreaterThan(precision)
  expect(measured.recall).toBeGreaterThan(recall)
})

/** What people say below a post of a shop, and whether it sounds unhappy. */
const said: [string, 'friendly' | 'neutral' | 'angry'][] = [
  ['Thank you, that fixed it. My brakes are quiet again.', 'friendly'],
  ['Lovely write-up. The photographs help a lot.', 'friendly'],
  ['I could not be happier with the new wheel.', 'friendly'],
  ['No problem at all, take your time.', 'friendly'],
  ['Best shop in town, and the coffee is not bad either.', 'friendly'],
  ['Congratulations on the first year!', 'friendly'],
  ['Great idea. I would come on a Sunday.', 'friendly'],
  ['Mara was kind and quick, and she explained what she did.', 'friendly'],
  ['I am really impressed by how well it rides.', 'friendly'],
  ['Brilliant, see you on Saturday 👍', 'friendly'],
  ['It has a 32 mm tyre and a dynamo.', 'neutral'],
  ['I ride from Mill Farm to the station every morning.', 'neutral'],
  ['The café opens at nine on Sundays.', 'neutral'],
  ['We took the towpath and came back over the hill.', 'neutral'],
  ['Mine came with the larger battery.', 'neutral'],
  ['The second edition has a map at the back.', 'neutral'],
  ['I am bringing two friends and a tandem.', 'neutral'],
  ['Same here, since Tuesday.', 'neutral'],
  ['This is the worst service I have ever had.', 'angry'],
  ['Six weeks, and I am still waiting for a call.', 'angry'],
  ['Your mechanic is an idiot.', 'angry'],
  ['I paid for a repair and it broke again on the way home. Useless.', 'angry'],
  ['Nobody answered. Nobody cares. I want my money back.', 'angry'],
  ['Not good enough, sorry.', 'angry'],
  ['The brakes do not work and you sent me away.', 'angry'],
  ['I will never come back to this shop.', 'angry'],
  ['What a joke. Overpriced and slow.', 'angry'],
  ['You lied about the date, and then you ignored my letters.', 'angry'],
  ['Disgraceful. I am so disappointed in you.', 'angry'],
  ['Do not waste your money here.', 'angry'],
  ['The new opening hours are terrible for anybody with a job.', 'angry'],
  ['I hate the new colour, and the old one was fine.', 'angry'],
  ['😡 again.', 'angry'],
]

const heard = (text: string) => {
  const tone = toneOf(text, 'en-GB')!
  return tone < 0 ? 'angry' : tone > 0 ? 'friendly' : 'neutral'
}

test.each(said)('“%s” sounds %s', (text, mood) => {
  expect(heard(text)).toBe(mood)
})

/*
 * What it gets wrong, kept so that nobody takes it for more than it is: sarcasm sounds like praise,
 * matter of fact like complaint, and a complaint without a hard word like nothing at all. A host's
 * mark, or a reader's report, says what the list can not.
 */
test.each([
  ['Oh great, closed again. Well done.', 'angry', 'friendly'],
  ['Wonderful. Another letter that says nothing.', 'angry', 'friendly'],
  ['I rang four times.', 'angry', 'neutral'],
  ['So that is what sixty pounds buys these days.', 'angry', 'neutral'],
  ['My chain is broken and the pedal is loose.', 'neutral', 'angry'],
  ['Lost: a black glove, near the weir.', 'neutral', 'angry'],
])('“%s” is %s, and is taken for %s', (text, _mood, taken) => {
  expect(heard(text)).toBe(taken)
})

test('what somebody quotes, or links to, is not their own mood', () => {
  expect(toneOf('> You are all idiots\n\nThank you for saying so politely.', 'en')).toBeGreaterThan(
    0,
  )
  expect(toneOf('See https://example.org/worst-terrible-awful', 'en')).toBe(0)
  expect(toneOf('Run `kill -9` on it', 'en')).toBe(0)
})

test('a word means the opposite after a negation, and more after an emphasis', () => {
  const tone = (text: string) => toneOf(text, 'en')!
  expect(tone('That is not helpful')).toBeLessThan(0)
  expect(tone('That is really helpful')).toBeGreaterThan(tone('That is helpful'))
  expect(tone('That is not helpful')).toBeGreaterThan(tone('That is terrible and useless'))
  expect(tone('It is not late, good')).toBeGreaterThan(0)
})

test('where the hub has no list of words, nothing is guessed', () => {
  expect(toneOf('Das ist furchtbar.', 'de-DE')).toBeNull()
  expect(toneOf('terrible', 'enm')).toBeNull()
  expect(toneOf('terrible', 'en-US')).toBeLessThan(0)
})

test('the longest comment there can be is heard at once', () => {
  const started = performance.now()
  for (const text of ['not '.repeat(25_000), "n't ".repeat(25_000), '`'.repeat(100_000)])
    toneOf(text, 'en')
  for (const text of ['please '.repeat(15_000), 'i '.repeat(50_000), 'and, '.repeat(20_000)])
    wantsAnswer(text, 0, 'en')
  expect(performance.now() - started).toBeLessThan(5000)
})

test.each([
  'How long does it take?',
  'how do i get the lever off',
  'Does anyone know if the 2019 frame takes a 40 mm tyre',
  'Hi, can you post the map as a file',
  'I was wondering whether you hire trailers on Sundays.',
  'Any chance of a later train',
  'Nice. What size is the pump',
  'Which one would you take.',
  'Please let me know when it is ready.',
  'Is there a place to lock it up',
  'I would love to know who made the board.',
  'So where is the key then',
  'I need advice about a hub gear.',
  'Nobody answered my letter. Terrible.',
  '¿Cuánto cuesta?',
])('“%s” wants an answer', (text) => {
  expect(wantsAnswer(text, toneOf(text, 'en-GB'), 'en-GB')).toBe(true)
})

test.each([
  'What a ride that was!',
  'How lovely. Thank you.',
  'When I was there it was closed to cars.',
  'Do not forget the pump.',
  'Have a good journey.',
  'Where I live there is no towpath.',
  'I know how it works now.',
  'Can be done in an afternoon.',
  'Who would have thought.',
  '> How long does it take?\n\nTwo days.',
])('“%s” wants none', (text) => {
  expect(wantsAnswer(text, toneOf(text, 'en-GB'), 'en-GB')).toBe(false)
})
