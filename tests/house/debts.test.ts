import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { compare, type Debts, findDebts, type Kind, KINDS } from './debts'
import { isContract } from './layout'
import { readHouse } from './measure'

/*
 * The rules of the house, for every file of the product. What does not follow them yet is listed in
 * debts.json, which may only shrink.
 */

const house = readHouse(resolve(import.meta.dirname, '../..'))
const found = findDebts(house)
const listed = JSON.parse(readFileSync(resolve(import.meta.dirname, 'debts.json'), 'utf8')) as Debts

test.each(Object.keys(KINDS) as Kind[])('nothing is added to the list: %s', (kind) => {
  expect(compare(listed[kind] ?? [], found[kind]).added).toEqual([])
})

test.each(Object.keys(KINDS) as Kind[])('what is mended leaves the list: %s', (kind) => {
  const { mended } = compare(listed[kind] ?? [], found[kind])
  expect(mended, 'run `npm run house -- --write`').toEqual([])
})

test('the house is read whole', () => {
  expect(house.sources.length).toBeGreaterThan(500)
  const contract = house.sources.filter(({ path }) => isContract(path))
  expect(contract.length).toBeGreaterThan(5)
  expect(house.imports.length).toBeGreaterThan(2000)
  expect(house.sql.tables.length).toBeGreaterThan(30)
  expect(house.sql.statements.length).toBeGreaterThan(300)
})

test('each walk leads from its entry to its table', () => {
  expect(house.walks.flatMap((walk) => ('fault' in walk ? [walk] : []))).toEqual([])
})
