import { describe, expect, test } from 'vitest'
import { areHere, collections } from './hostile'
import { expectPlainText, faultsOf, ways } from './ways'

describe('stored XSS on the other paths: nothing hostile survives as', () => {
  for (const [way, dangers] of Object.entries(ways))
    test.skipIf(!areHere)(`${way} (public collections; skipped without HUB_CORPORA)`, () => {
      for (const [file, texts] of Object.entries(collections())) {
        expect(texts.length, file).toBeGreaterThan(200)
        expect(faultsOf(texts, dangers), file).toEqual([])
      }
    })
})

test.skipIf(!areHere)(
  'the text of a comment is what its reader sees (public collections; skipped without HUB_CORPORA)',
  () => expectPlainText(Object.values(collections()).flat()),
)
