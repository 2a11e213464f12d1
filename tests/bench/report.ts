import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { machine } from './machine'

/** A number that is promised, beside what was found. */
export interface Target {
  what: string
  /** What is promised, in words: `≥ 0.8`. */
  keep: string
  found: string
  kept: boolean
  /** The likely cause; told when the target is missed. */
  cause?: string
}

/** Rows below a head; numbers are already words. */
export interface Table {
  title?: string
  head: string[]
  rows: string[][]
}

/** What one part of the benchmark found. */
export interface Part {
  title: string
  /** How it was measured, in a sentence or two. */
  how: string
  targets: Target[]
  tables: Table[]
}

const draw = ({ title, head, rows }: Table) =>
  [
    ...(title ? [`${title}:`, ''] : []),
    ...[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')

const targetsOf = (targets: Target[]): Table => ({
  head: ['promised', 'keep', 'found', ''],
  rows: targets.map(({ what, keep, found, kept }) => [
    what,
    keep,
    found,
    kept ? 'kept' : '**missed**',
  ]),
})

const causesOf = (targets: Target[]) =>
  targets.flatMap(({ what, kept, cause }) => (kept || !cause ? [] : [`Missed, ${what}: ${cause}`]))

/** A part as Markdown, with the machine and the day it was measured on. */
export const sectionOf = (part: Part): string =>
  [
    `## ${part.title}`,
    part.how,
    `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC on ${machine()}.`,
    ...(part.targets.length > 0 ? [draw(targetsOf(part.targets))] : []),
    ...causesOf(part.targets),
    ...part.tables.map(draw),
  ].join('\n\n')

const file = resolve(import.meta.dirname, 'RESULTS.md')

const opening = `# What \`npm run bench\` found

Ratios within one run count; absolute numbers belong to the machine named. What is promised is in the first table of each part, and what is missed is said there.`

const titleOf = (section: string) => section.split('\n', 1)[0]

/** Puts a part in the place of what was found before; the other parts stay as they are. */
export const record = (section: string): void => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : opening
  const [first = opening, ...rest] = text.split(/^(?=## )/m).map((piece) => piece.trim())
  const at = rest.findIndex((piece) => titleOf(piece) === titleOf(section))
  const sections = at < 0 ? [...rest, section] : rest.with(at, section)
  writeFileSync(file, `${[first, ...sections].join('\n\n')}\n`)
}
