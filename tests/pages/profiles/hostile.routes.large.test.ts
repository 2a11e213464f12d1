import { ours } from '../../markdown/ours'
import { testHostileProfiles } from './hostile'

testHostileProfiles(ours, 31)
