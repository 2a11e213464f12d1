import { testCrowd } from './crowd'

testCrowd(20)
