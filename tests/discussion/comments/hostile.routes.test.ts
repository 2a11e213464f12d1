import { few } from '../../markdown/ours'
import { testHostileTexts } from './hostile'

testHostileTexts(few, { names: 8, websites: 1 })
