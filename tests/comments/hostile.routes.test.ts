import { few } from '../text/ours'
import { testHostileTexts } from './hostile'

testHostileTexts(few, { names: 8, websites: 2 })
