import { expect, test } from 'vitest'
import { areHere, collections } from '../../markdown/hostile'
import { countHarmless } from './saved-profile'

test.skipIf(!areHere)(
  'stored XSS: the public collections do nothing in a profile (skipped without HUB_CORPORA)',
  () => {
    expect(countHarmless(Object.values(collections()).flat())).toBeGreaterThan(1000)
  },
)
