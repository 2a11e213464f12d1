import { ours } from '../../markdown/ours'
import { testHostileTexts } from './hostile'

testHostileTexts(ours, { names: 40, websites: 5 })
