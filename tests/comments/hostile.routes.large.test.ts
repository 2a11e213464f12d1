import { ours } from '../text/ours'
import { testHostileTexts } from './hostile'

testHostileTexts(ours, { names: 40, websites: 5 })
