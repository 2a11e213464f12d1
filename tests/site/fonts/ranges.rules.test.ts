import { expect, test } from 'vitest'
import { charactersIn, rangesFor } from '../../../site/hub/fonts'

test('a range of characters is read as CSS writes it', () => {
  expect(charactersIn('U+41-43,U+20AC')).toBe('ABC€')
})

test.each(['en-GB', 'de', 'fr-CA'])(
  'in %s each character is in one file of the typeface alone',
  (language) => {
    const [core, more] = rangesFor(language).map((range) => [...charactersIn(range)])
    expect(core!.filter((each) => more!.includes(each))).toEqual([])
    const all = new Set([...core!, ...more!])
    for (const each of 'Zoë café naïve Ångström ß £5 – “…” → ≤') expect(all, each).toContain(each)
  },
)

test('what a language is written with is in the file that every page has', () => {
  const core = (language: string) => charactersIn(rangesFor(language)[0])
  expect([...'café über señor Håkan'].filter((each) => !core('en').includes(each))).toEqual([])
  expect([...'Straße, Größe, façade, œuf'].filter((each) => !core('de').includes(each))).toEqual([
    'œ',
  ])
})
