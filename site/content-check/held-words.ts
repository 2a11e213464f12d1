import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentFault } from './fault'

const FILE = 'held-words.txt'

/** The longest phrase; a longer one would never match a comment. */
const LONGEST = 100

/** Scripts in which one character can be a word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

const isOrdinary = (entry: string): boolean => {
  const letters = entry.replace(/[^\p{L}\p{N}]/gu, '')
  return Array.from(letters).length < (UNSPACED.test(entry) ? 2 : 3)
}

const errorIn = (entry: string): string | undefined => {
  if (entry.length > LONGEST)
    return `is ${entry.length} characters long; expected a word or a phrase of at most ${LONGEST}`
  if (isOrdinary(entry))
    return `\`${entry}\` is too short and would hold ordinary comments; expected at least three letters`
  return undefined
}

/** Checks held-words.txt: entries that match nothing, and entries that match too much. */
export const checkHeldWords = (
  content: string,
): { errors: ContentFault[]; warnings: ContentFault[] } => {
  const path = join(content, FILE)
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
  const first = new Map<string, number>()
  const errors: ContentFault[] = []
  const warnings: ContentFault[] = []
  for (const [at, text] of lines.entries()) {
    const line = at + 1
    const entry = text.replace(/#.*/, '').trim().toLowerCase()
    const place = { file: FILE, line }
    if (entry === '') {
      if (!text.includes('#'))
        warnings.push({
          ...place,
          message: 'is empty; to separate parts of the list, use a line with a `#`',
        })
      continue
    }
    const message = errorIn(entry)
    if (message) errors.push({ ...place, message })
    else if (first.has(entry))
      warnings.push({ ...place, message: `\`${entry}\` is already in line ${first.get(entry)}` })
    else first.set(entry, line)
  }
  return { errors, warnings }
}
