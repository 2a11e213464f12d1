import { few } from '../text/ours'
import { testHostileProfiles } from './hostile'

testHostileProfiles(few, 8)
