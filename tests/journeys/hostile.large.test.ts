import { expect, test } from 'vitest'
import { areHere, collections } from '../markdown/hostile'
import { happenings, pageOf } from './happenings'

test.skipIf(!areHere)(
  'stored XSS: the public collections do nothing in Chromium (skipped without HUB_CORPORA)',
  async () => {
    for (const [file, texts] of Object.entries(collections()))
      expect(await happenings(pageOf(texts)), file).toEqual([`${texts.length} articles`])
  },
)
