import { testHerd } from './herd'

testHerd(200)
