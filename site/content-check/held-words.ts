import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from './fault'

const FILE = 'held-words.txt'

/** Nobody writes a phrase of this length word for word. */
const LONGEST = 100

/** Where one sign may be a word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

const isOrdinary = (entry: string): boolean => {
  const letters = entry.replace(/[^\p{L}\p{N}]/gu, '')
  return Array.from(letters).length < (UNSPACED.test(entry) ? 2 : 3)
}

const errorIn = (entry: string): string | undefined => {
  if (entry.length > LONGEST)
    return `is ${entry.length} characters long; expected a word or a phrase of at most ${LONGEST}`
  if (isOrdinary(entry))
    return `\`${entry}\` would hold what everybody writes; expected at least three letters`
  return undefined
}

/** Checks the words for which a comment is held: what holds nothing, and what would hold too much. */
export const checkHeldWords = (content: string): { errors: Fault[]; warnings: Fault[] } => {
  const path = join(content, FILE)
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
  const first = new Map<string, number>()
  const errors: Fault[] = []
  const warnings: Fault[] = []
  for (const [at, text] of lines.entries()) {
    const line = at + 1
    const entry = text.replace(/#.*/, '').trim().toLowerCase()
    const place = { file: FILE, line }
    if (entry === '') {
      if (!text.includes('#'))
        warnings.push({ ...place, message: 'is empty; a line with a `#` may part the list' })
      continue
    }
    const message = errorIn(entry)
    if (message) errors.push({ ...place, message })
    else if (first.has(entry))
      warnings.push({ ...place, message: `\`${entry}\` is in line ${first.get(entry)} already` })
    else first.set(entry, line)
  }
  return { errors, warnings }
}
