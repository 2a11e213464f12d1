import { type Draw, many } from './random'

const things =
  'chain wheel saddle brake lamp route bridge towpath workshop spanner tyre pump hinge pedal basket bell fork frame cable rack mudguard bearing spoke rim hub valve lever stem helmet lock trailer'.split(
    ' ',
  )
const doings =
  'turns carries holds needs replaces loosens tightens follows keeps loses finds wears cleans measures fits changes squeaks repairs shows breaks'.split(
    ' ',
  )
const qualities =
  'old new steel quiet loose heavy patient careful wet cheap narrow second spare honest rusty gentle local early late better'.split(
    ' ',
  )
const hows = [
  'in the rain',
  'before breakfast',
  'on the way home',
  'after a month',
  'by hand',
  'with some care',
  'twice a year',
  'at the counter',
]
const joins = ['because', 'while', 'until', 'although', 'and then', 'so that']

const thing = (draw: Draw) => `the ${draw.one(qualities)} ${draw.one(things)}`
const clause = (draw: Draw) => `${thing(draw)} ${draw.one(doings)} ${thing(draw)}`
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A sentence of ten to thirty words, now and then with a link, a stress or some code in it. */
export const sentence = (draw: Draw): string => {
  const first = clause(draw)
  const rest = draw.happens(0.6) ? ` ${draw.one(joins)} ${clause(draw)}` : ''
  const last = draw.happens(0.4) ? ` ${draw.one(hows)}` : ''
  return `${capital(adorned(draw, first))}${rest}${last}.`
}

const adorned = (draw: Draw, text: string) => {
  const word = draw.one(things)
  if (draw.happens(0.05)) return `[${word}](https://www.example.org/${word}), where ${text}`
  if (draw.happens(0.05)) return `**${word}** aside, ${text}`
  return draw.happens(0.03) ? `\`${word}\` first: ${text}` : text
}

/** Three to six sentences. */
export const paragraph = (draw: Draw): string =>
  many(draw.between(3, 6), () => sentence(draw)).join(' ')

/** `heading(draw) // => 'The patient spoke and the wet bridge'` */
export const heading = (draw: Draw): string => capital(`${thing(draw)} and ${thing(draw)}`)

/** What somebody says below a post: a few sentences, now and then a quotation or a list. */
export const remark = (draw: Draw): string => {
  const said = many(draw.between(1, 2), () =>
    many(draw.between(1, 3), () => sentence(draw)).join(' '),
  )
  if (draw.happens(0.1)) said.unshift(`> ${sentence(draw)}`)
  if (draw.happens(0.1)) said.push(list(draw))
  return said.join('\n\n')
}

/** Three to six points. */
export const list = (draw: Draw): string =>
  many(draw.between(3, 6), () => `- ${sentence(draw)}`).join('\n')

/** A table of two columns. */
export const table = (draw: Draw): string =>
  [
    '| part | after |',
    '| --- | --- |',
    ...many(4, () => `| ${draw.one(things)} | ${draw.between(100, 9000)} km |`),
  ].join('\n')

/** Some lines of a program. */
export const code = (draw: Draw): string => {
  const [part, other] = [draw.one(things), draw.one(things)]
  return `\`\`\`js
// How far the ${part} has come
const ${part} = { worn: ${draw.between(1, 99)}, unit: 'km' }
export const ${other}Of = (rides) => rides.filter(({ km }) => km > ${part}.worn).length
\`\`\``
}
