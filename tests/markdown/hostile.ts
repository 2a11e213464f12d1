/* Hostile and awkward input that others collected, where HUB_CORPORA says it is. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env['HUB_CORPORA'] ?? ''

/** Whether the public collections are here: HUB_CORPORA names their folder. */
export const areHere = folder !== '' && existsSync(join(folder, 'README.md'))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

/** Each public collection of hostile texts, by its file's name; empty without HUB_CORPORA. */
export const collections = (): Record<string, string[]> =>
  areHere
    ? {
        'xss-dompurify.json': JSON.parse(read('xss-dompurify.json')) as string[],
        'xss-payloadbox.txt': read('xss-payloadbox.txt').split('\n').filter(Boolean),
        'xss-html5sec.txt': [
          read('xss-html5sec.txt'),
          ...read('xss-html5sec.txt').split('\n').filter(Boolean),
          ...read('xss-html5sec.txt').split(/(?=<div id="\d+">)/),
        ],
        'naughty-strings.json': JSON.parse(read('naughty-strings.json')) as string[],
      }
    : {}

/** Each tenth text of each collection, for what `npm test` asks; the large tests ask for all. */
export const tenths = (): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(collections()).map(([name, texts]) => [
      name,
      texts.filter((_, at) => at % 10 === 0),
    ]),
  )

/** The addresses of isemail with its verdict on each; empty without HUB_CORPORA. */
export const addresses = (): [email: string, verdict: string][] =>
  areHere ? (JSON.parse(read('email-isemail.json')) as [string, string][]) : []
