import { testHerd } from './herd'

testHerd(2000)
