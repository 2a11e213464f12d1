import { expect } from 'vitest'
import { toWebsite } from '../../worker/lib/email-and-url'
import { excerpt, toHtml, toText } from '../../worker/markdown/markdown'
import { nameFault } from '../../worker/lib/display-name'
import { clean, cleanLine, lengthOf } from '../../worker/lib/clean-text'
import { dangersIn, textIn } from './oracle'

/** The texts that do something, each with what it does. */
export const faultsOf = (texts: readonly string[], dangers: (text: string) => string[]) =>
  texts.flatMap((text) => {
    const found = dangers(text)
    return found.length ? [{ text, found }] : []
  })

const asBody = (text: string) => [
  ...dangersIn(toHtml(clean(text))),
  // What was stored before a rule existed, or came another way, is drawn from the same door.
  ...dangersIn(toHtml(text)),
]

/** A name that is taken is drawn as text; it must still be readable, and on one line. */
const asName = (text: string) => {
  const name = cleanLine(text)
  if (nameFault(name, [])) return []
  return /\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/u.test(name) ? ['is unreadable'] : []
}

const asWebsite = (text: string) => {
  const website = toWebsite(text)
  if (website === undefined) return []
  const url = new URL(website)
  const isPlain = /^https?:$/.test(url.protocol) && !url.username && !url.password
  return isPlain && !/[\s"'<>`\p{C}]/u.test(website) ? [] : [`becomes ${website}`]
}

/** What survives of a text as a body, as a name, and as a website. */
export const ways = { body: asBody, name: asName, website: asWebsite }

const dense = (text: string) => text.replaceAll(/\s/g, '')

/** The text of each comment is what its reader sees, with no tag or entity left to come alive. */
export const expectPlainText = (texts: readonly string[]) => {
  for (const text of texts) {
    const html = toHtml(clean(text))
    expect(dense(toText(html)), text).toBe(dense(textIn(html)))
    expect(lengthOf(excerpt(toText(html), 20)), text).toBeLessThanOrEqual(20)
  }
}
