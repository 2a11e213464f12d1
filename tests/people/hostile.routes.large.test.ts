import { ours } from '../text/ours'
import { testHostileProfiles } from './hostile'

testHostileProfiles(ours, 31)
