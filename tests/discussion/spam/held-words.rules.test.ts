import { expect, test } from 'vitest'
import { containsWord } from '../../../worker/discussion/spam/held-words.rules'

const list = ['casino', 'payday loan', 'viagra', 'modem', 'mail', 'tom', '赌博', 'größe', 'sex']

test.each([
  ['as it is', 'Best casino in town'],
  ['at the end of a sentence', 'Come to the CASINO!'],
  ['with accents and letters of another script', 'the cаsínо'],
  ['with figures and signs for letters', 'c@s1n0 and v1agra'],
  ['with something in it that nobody sees', 'cas\u200bi\u00adno'],
  ['full width', 'ＣＡＳＩＮＯ'],
  ['between signs', 'poker/casino/bingo'],
  ['in a link', 'https://www.best-casino.example/'],
  ['a phrase over two lines', 'a payday\nloan'],
  ['a phrase with signs in it', 'Payday-Loan'],
  ['in a script without spaces', '最好的赌博网站'],
  ['with an umlaut, or without', 'die GROSSE und die Größe'],
])('a held word is found %s', (_, text) => {
  expect(containsWord(list, text)).toBe(true)
})

test.each([
  ['a word that only begins with it', 'Tomorrow'],
  ['a word that only ends with it', 'Sussex and Essex'],
  ['a word that looks much alike', 'a modern mall'],
  ['the words of a phrase apart', 'On payday I asked for a loan'],
  ['the words of a phrase turned around', 'a loan payday'],
  ['nothing', ''],
])('%s is not held', (_, text) => {
  expect(containsWord(list, text)).toBe(false)
})

test('an empty list holds nothing', () => {
  expect(containsWord([], 'casino')).toBe(false)
})
