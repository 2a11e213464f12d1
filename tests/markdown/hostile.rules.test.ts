import { describe, expect, test } from 'vitest'
import { areHere, tenths } from './hostile'
import { dangersIn, dangersInPage } from './oracle'
import { ours } from './ours'
import { expectPlainText, faultsOf, ways } from './ways'

describe('stored XSS on the other paths: nothing hostile survives as', () => {
  test.each(Object.entries(ways))('%s (our own set)', (_, dangers) => {
    expect(faultsOf(ours, dangers)).toEqual([])
  })

  for (const [way, dangers] of Object.entries(ways))
    test.skipIf(!areHere)(
      `${way} (each tenth of the public collections; skipped without HUB_CORPORA)`,
      () => {
        for (const [file, texts] of Object.entries(tenths())) {
          expect(texts.length, file).toBeGreaterThan(20)
          expect(faultsOf(texts, dangers), file).toEqual([])
        }
      },
    )
})

test('the text of a comment is what its reader sees, with no tag or entity left to come alive', () => {
  expectPlainText([...ours, ...Object.values(tenths()).flat()])
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
