import { few } from '../../markdown/ours'
import { testHostileProfiles } from './hostile'

testHostileProfiles(few, 8)
