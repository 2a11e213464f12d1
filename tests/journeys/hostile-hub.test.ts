import { few } from '../markdown/ours'
import { testHostileHub } from './hostile-hub'

testHostileHub([
  {
    of: 'a few of each kind',
    texts: few,
    slug: 'outage',
    most: 100,
    batch: 4,
    step: 2,
    pagesOfSearch: 1,
    isHere: true,
  },
])
