import { describe, expect, test } from 'vitest'
import { toWebsite } from '../../worker/lib/email-and-url'
import { excerpt, toHtml, toText } from '../../worker/markdown/markdown'
import { nameFault } from '../../worker/lib/display-name'
import { clean, cleanLine, lengthOf } from '../../worker/lib/clean-text'
import { areHere, collections } from './hostile'
import { dangersIn, dangersInPage, textIn } from './oracle'
import { ours } from './ours'

const faultsOf = (texts: string[], dangers: (text: string) => string[]) =>
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

const ways = { body: asBody, name: asName, website: asWebsite }

describe('stored XSS on the other paths: nothing hostile survives as', () => {
  test.each(Object.entries(ways))('%s (our own set)', (_, dangers) => {
    expect(faultsOf(ours, dangers)).toEqual([])
  })

  for (const [way, dangers] of Object.entries(ways))
    test.skipIf(!areHere)(`${way} (public collections; skipped without HUB_CORPORA)`, () => {
      for (const [file, texts] of Object.entries(collections())) {
        expect(texts.length, file).toBeGreaterThan(200)
        expect(faultsOf(texts, dangers), file).toEqual([])
      }
    })
})

const dense = (text: string) => text.replaceAll(/\s/g, '')

test('the text of a comment is what its reader sees, with no tag or entity left to come alive', () => {
  for (const text of [...ours, ...Object.values(collections()).flat()]) {
    const html = toHtml(clean(text))
    expect(dense(toText(html)), text).toBe(dense(textIn(html)))
    expect(lengthOf(excerpt(toText(html), 20)), text).toBeLessThanOrEqual(20)
  }
})

describe('the judge', () => {
  test.each([
    ['<p onclick="x">a</p>', 'p has onclick'],
    ['<script>x</script>', 'script is no element of a comment'],
    ['<svg><a xlink:href="javascript:x">a</a></svg>', 'svg is no element of a comment'],
    ['<a href="java\nscript:x">a</a>', 'a leads to java\nscript:x'],
    ['<a href="http://[">a</a>', 'a leads to http://['],
    ['<p id="a">a</p>', 'p has id'],
    ['<td style="x">a', undefined],
    ['<table><p>a</p></table>', undefined],
    ['<img src="/a.png">', 'img is no element of a comment'],
    ['<p><table><tr><td><a href="/a"><a href="/b">a', undefined],
  ])('of a comment sees what is wrong with %s', (html, danger) => {
    if (danger) expect(dangersIn(html)).toContain(danger)
    else expect(() => dangersIn(html)).not.toThrow()
  })

  test.each([
    ['<p onclick="x">', 'p has onclick="x"'],
    ['<script>x</script>', 'script is inline'],
    ['<a href="javascript:x">', 'a has href="javascript:x"'],
    ['<iframe src="/a">', 'iframe is in the page'],
    ['<p id="a"><p id="a">', 'id a is given twice'],
    ['<form action="data:x">', 'form has action="data:x"'],
  ])('of a page sees what is wrong with %s', (html, danger) => {
    expect(dangersInPage(`<!doctype html><body>${html}`)).toContain(danger)
  })

  test('of a page lets the hub be', () => {
    const page =
      '<!doctype html><title>a</title><script type="application/ld+json">{}</script>' +
      '<script type="module" src="/_astro/a.js"></script><img src="data:image/png;base64,"><a href="/b">b</a>'
    expect(dangersInPage(page)).toEqual([])
  })
})
