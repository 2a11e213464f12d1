import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { tokenize } from '../../../worker/discussion/spam/tokenize.rules'

/** A message of a public collection, as the filter sees it. */
export interface Message {
  isSpam: boolean
  words: string[]
}

const messagesIn = (file: string): Message[] =>
  readFileSync(resolve(import.meta.dirname, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { spam: boolean; text: string })
    .map(({ spam, text }) => ({ isSpam: spam, words: tokenize({ body: text, website: null }) }))

/** Mails of the SpamAssassin public corpus; tests/discussion/spam/README.md says how they were chosen. */
export const mails = (): Message[] => messagesIn('mail.jsonl')

/** The SMS Spam Collection: the stems of the words alone, in their order. */
export const messages = (): Message[] => messagesIn('messages.jsonl')

/** Six rows of ten to learn from, two to choose the threshold on, and two to be tested on. */
export const split = (all: Message[]) => {
  const part = (...places: number[]) => all.filter((_, at) => places.includes(at % 10))
  return { learnt: part(0, 1, 2, 4, 5, 7), choosing: part(3, 8), tested: part(6, 9) }
}
