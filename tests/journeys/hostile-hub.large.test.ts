import { areHere, collections } from '../markdown/hostile'
import { ours } from '../markdown/ours'
import { testHostileHub } from './hostile-hub'

const { 'xss-payloadbox.txt': longest = [], ...others } = collections()

const large = { batch: 50, pagesOfSearch: 2 } as const

testHostileHub([
  { ...large, of: 'our own set', texts: ours, slug: 'outage', most: 100, step: 6, isHere: true },
  {
    ...large,
    of: 'the smaller public collections',
    texts: Object.values(others).flat(),
    slug: 'open',
    most: 600,
    step: 40,
    isHere: areHere,
  },
  {
    ...large,
    of: 'the largest public collection',
    texts: longest,
    slug: 'hostile-title',
    most: 450,
    step: 400,
    isHere: areHere,
  },
])
