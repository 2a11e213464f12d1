import { describe, expect, test } from 'vitest'
import { contentOf, resourceForm } from '../../worker/discussion/topics/form'
import { cleanLine } from '../../worker/lib/clean-text'
import { defineForm } from '../../worker/lib/define-form'
import { line, personName } from '../../worker/lib/form-fields'

/** Every character that nothing shows. */
const unseen = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((letter) => /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u.test(letter))

const named: [string, string][] = [
  ['a zero-width space', '\u200b'],
  ['a zero-width joiner between Latin letters', '\u200d'],
  ['a word joiner', '\u2060'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['a right-to-left override', '\u202e'],
  ['an isolate', '\u2067'],
  ['a right-to-left mark', '\u200f'],
  ['letters of the tags block', '\u{e0068}\u{e0069}'],
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uffa0'],
  ['a variation selector after a Latin letter', '\ufe0f'],
  ['an annotation', '\ufff9'],
]

const form = defineForm({
  title: line({ meaning: 'A title.', max: 20 }),
  name: personName({ meaning: 'A name.' }),
})
const check = (title: string, name = 'Rosa') =>
  form.check({ title, name }, { reservedNames: ['Mara Lindqvist'] })

describe('a line of a form is stored without what nothing shows:', () => {
  test.each(named)('%s', (_, letter) => {
    expect(check(`He${letter}llo`).values?.title).toBe('Hello')
    expect(check(`${letter}Hello${letter}`).values?.title).toBe('Hello')
    expect(cleanLine(`a${letter}\u0301`)).toBe('á')
  })

  test('each such character of Unicode, and many of them', () => {
    expect(unseen.length).toBeGreaterThan(4000)
    for (const letter of unseen) expect(cleanLine(`He${letter}llo`)).toBe('Hello')
    const first = unseen.slice(0, 1000)
    expect(cleanLine(first.join('a'))).toBe('a'.repeat(first.length - 1))
  })
})

test('a line or a name of nothing else is empty', () => {
  for (const [, letter] of named) {
    expect(check(letter.repeat(3)).faults).toEqual([{ field: 'title', reason: 'empty' }])
    expect(check('Hello', letter).faults).toMatchObject([{ field: 'name' }])
    expect(check('Hello', `Mara${letter} Lindqvist`).faults).toMatchObject([{ field: 'name' }])
  }
})

test.each([
  ['an emoji of several people', '👩‍👩‍👧 at home'],
  ['an emoji with a selector', '❤️ and 1️⃣'],
  ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
  ['Persian with a joiner', 'می\u200cخواهم'],
  ['Hindi with a joiner', 'क्\u200dष'],
  ['an ideograph with a selector', '葛\u{e0100}城'],
  ['Arabic numbers with their sign', '\u0600١٢'],
])('%s is kept', (_, text) => {
  expect(cleanLine(text)).toBe(text)
})

test('the titles, tags, labels and contacts of a topic have none of it', () => {
  const hidden = named.map(([, letter]) => letter).join('')
  const content = contentOf({
    ...resourceForm.blank,
    kind: 'resource',
    title: `Bi${hidden}kes`,
    tags: `car${hidden}go, ${hidden}`,
    link1Label: `The${hidden} plan`,
    link1Url: 'https://plans.example/',
    contact1Name: `A${hidden}da`,
  })
  expect(content).toMatchObject({
    title: 'Bikes',
    tags: ['cargo'],
    links: [{ label: 'The plan' }],
    contacts: [{ name: 'Ada' }],
  })
})
