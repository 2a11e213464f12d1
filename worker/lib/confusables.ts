/*
 * Letters that look like Latin ones, so that a name cannot be imitated with letters of other scripts.
 *
 * Unicode's table of confusables (UTS #39), cut to the letters and digits that resemble ASCII and
 * that no decomposition (NFKD) resolves, with the small capitals it leaves out. The whole table
 * would be a fifth of the Worker; a test compares this part with it.
 */
const LOOKALIKES: Record<string, string> = {
  '2': 'ꝚƧϨꙄᒿꛯƻ',
  '3': 'ꞫȜƷꝪⳌЗӠ𖼻𑣊Ҙ',
  '4': 'ᔯᏎ𑢯ᔰ',
  '5': 'Ƽ𑢻',
  '6': 'ⳒбᏮ𑣕',
  '7': '𐓒𑣆',
  '8': '৪੪𞣋ȣȢ𐌚',
  '9': '੧୨৭൭ꝮⳊ𑣌𑢬𑣖',
  a: 'ᴀɑαаΑАᎪᗅꓮ𖽀𐊠',
  b: 'ʙƁƄЬᏏᖯꞴΒВᏴᗷꓐ𐊂𐊡𐌁ɓƃƂБƀҍҌѣѢ',
  c: 'ᴄςⲥсꮯ𐐽𑣲𑣩ΣⲤСᏟꓚ𐊢𐌂𐐕𐔜ȼҫҪƇ',
  d: 'ᴅᑺƊԁᏧᑯꓒᎠᗞᗪꓓɗɖƌđĐÐƉᑻᒇ',
  e: 'ᴇꬲеҽΕЕⴹᎬꓰ𑢦𑢮𐊆ɇɆҿ',
  f: 'ꬵꞙẝքꞘϜᖴꓝ𑣂𑢢𐊇𐊥𐔥ƒƑᵮ',
  g: 'ɢɡᶃƍցԌᏀᏳꓖɠǥǤƓ',
  h: 'ʜһհᏂΗⲎНᎻᕼꓧ𐋏нɦꚕᏲⱧҢħћĦӉӇ',
  i: 'ıɪɩιіꙇӏꭵᎥ𑣃ɨᵻᵼ',
  j: 'ᴊᒘϳјꞲͿЈᎫᒍꓙɉɈᒙ',
  k: 'ᴋΚⲔКᏦᛕꓗ𐔘ƙⱩҚꝀҞƘ',
  l: 'ʟᒶ١۱𐌠𞣇ƖǀΙⲒІӀוןاߊⵏᛁꓲ𖼨𐊊𐌉ⳐᏞᒪꓡ𖼖𑢣𑢲𐐛𐔦łŁɭƗƚɫٳᒷױ',
  m: 'ᴍΜϺⲘМᎷᗰᛖꓟ𐊰𐌑Ӎ',
  n: 'ɴոռΝⲚꓠ𐔓ɳƞηƝᵰ',
  o: '०੦૦௦౦೦൦๐໐၀٥۵ᴏᴑꬽοσⲟоჿօסهھہەഠဝ𐓪𑣈𑣗𐐬߀০୦〇𑓐𑣠ΟⲞОՕⵔዐଠ𐓂ꓳ𑢵𐊒𐊫𐐄𐔖ۿøꬾØⵁɵꝋөѳꮎꮻƟꝊθΘӨѲⴱᎾᏫꭴᎤတ',
  p: 'ᴘᑶƤρⲣрΡⲢРᏢᑭꓑ𐊕ƥᵽᑷᒆ',
  q: 'ԛգզⵕʠ',
  r: 'ʀꭇꭈᴦⲅгꮁƦᎡᏒ𐒴ᖇꓣ𖼵ɽɼɍғᵲґ',
  s: 'ꜱƽѕꮪ𑣁𐑈ЅՏᏕᏚꓢ𖼺𐊖𐐠ʂᵴ',
  t: 'ᴛƬΤⲦТᎢꓔ𖼊𑢼𐊗𐊱𐌕ƭȾƮҬŧŦᵵ',
  u: 'ᑗꞟᴜꭎꭒʋυս𐓶𑣘Սሀ𐓎ᑌꓴ𖽂𑢸ᵾꮜɄᏌᑘᑧ',
  v: 'ᐺᴠνѵט𑜆ꮩ𑣀٧۷ѴⴸᏙᐯꛟꓦ𖼈𑢠𐔝ᐻ',
  w: 'ɯᴡѡԝա𑜊𑜎𑜏ꮃ𑣯𑣦ԜᎳᏔꓪѽ𑓅ꝡ',
  x: 'хᕁᕽ𐌢𑣬ꞳΧⲬХⵝᚷꓫ𐊐𐊴𐌗𐔧Ҳ',
  y: 'Ƴɣᶌʏỿꭚγуүყ𑣜ΥⲨУҮᎩᎽꓬ𖽃𑢤𐊲ƴɏұɎҰ',
  z: 'ᴢꮓ𑣄𐋵𑣥ΖᏃꓜ𑢩ʐƶƵȥȤᵶ',
  aa: 'ꜳꜲ',
  ae: 'æӕÆӔ',
  ao: 'ꜵꜴ',
  au: 'ꜷꜶ',
  av: 'ꜹꜻꜸꜺ',
  ay: 'ꜽꜼ',
  bl: 'Ы',
  dz: 'ʣ',
  ll: 'ǁװ',
  lo: 'Ю',
  ls: 'ʪ',
  lz: 'ʫ',
  oe: 'œŒ',
  oo: 'ꝏꚙꝎꚘ',
  rn: '𑣣𑜀ɱᵯ',
  t3: 'Ꜩ',
  tf: 'ꝷ',
  ts: 'ʦ',
  ue: 'ᵫ',
  uo: 'ꭣ',
}

/** Digits, symbols and letter pairs that are misread as letters at a glance. */
const ALIKE: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '£': 'l',
  '|': 'l',
  '!': 'l',
  i: 'l',
  m: 'rn',
  w: 'vv',
}

const LETTERS = new Map(
  Object.entries(LOOKALIKES).flatMap(([to, from]) => [...from].map((letter) => [letter, to])),
)

/** The first letter of each enclosed alphabet without a decomposition (🅰 🇦). */
const ENCLOSED = [0x1f150, 0x1f170, 0x1f1e6]

const withoutEnclosure = (character: string): string => {
  const code = character.codePointAt(0)!
  const start = ENCLOSED.find((first) => code >= first && code < first + 26)
  return start ? String.fromCharCode(97 + code - start) : character
}

const withoutMarks = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '')

const skeletonOf = (text: string): string =>
  Array.from(withoutMarks(text), (letter) => LETTERS.get(letter) ?? withoutEnclosure(letter))
    .join('')
    .toLowerCase()
    .replace(/./gu, (letter) => ALIKE[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]|\p{Lm}/gu, '')

/**
 * How a name looks at a glance (a skeleton in UTS #39): without case, accents, spaces, symbols and
 * scripts. Three of them, because a letter may have a lookalike in one case only.
 *
 * @example skeletonsOf('Маrа L1ndqvist')[0] === skeletonsOf('mara lindqvist')[0] // => true
 */
export const skeletonsOf = (name: string): string[] => [
  skeletonOf(name),
  skeletonOf(name.toLowerCase()),
  skeletonOf(name.toUpperCase()),
]

/** Words are compared letter by letter: without letter pairs, and `i` is not `l`. */
const SPELT = Object.fromEntries(Object.entries(ALIKE).filter(([letter]) => !/[imw]/.test(letter)))

const spelt = (word: string, stroke: string): string =>
  Array.from(withoutMarks(word), (letter) => LETTERS.get(letter) ?? withoutEnclosure(letter))
    .join('')
    .toLowerCase()
    .replace(/[1|!]/g, stroke)
    .replace(/./gu, (letter) => SPELT[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]|\p{Lm}/gu, '')

/**
 * The possible spellings of a disguised word: without case, accents and symbols, with lookalikes read
 * as Latin letters. Several, because a stroke may be an `i` or an `l`, and a letter may have a
 * lookalike in one case only.
 *
 * @example spellingsOf('V1аgra').includes('viagra') // => true
 */
export const spellingsOf = (word: string): string[] => {
  if (/^[a-z]*$/.test(word)) return [word]
  const cases = [word, word.toLowerCase(), word.toUpperCase()]
  return [...new Set(cases.flatMap((each) => ['i', 'l'].map((stroke) => spelt(each, stroke))))]
}
