import { testCrowd } from './crowd'

testCrowd(100)
