import { expect, test } from 'vitest'
import { commentPageOf, rowsFor } from '../../../worker/pages/profiles/rules'
import { shortUrl } from '../../../worker/accounts/members/public-profile.rules'

const rows = (...ids: string[]) => ids.map((id) => ({ id, conversation: id }))
const all = () => true

test('one row more than fits only says that there is another page', () => {
  const read = rowsFor(2, true)
  expect(commentPageOf(rows('c', 'b', 'a'), { most: 2, read, isReadable: all })).toEqual({
    shown: rows('c', 'b'),
    next: 'b',
  })
  expect(commentPageOf(rows('c', 'b'), { most: 2, read, isReadable: all }).next).toBeUndefined()
})

test('a comment that the viewer may not read takes no place, and the next page starts after all rows read', () => {
  const read = rowsFor(2, false)
  expect(read).toBe(6)
  const isReadable = ({ id }: { id: string }) => !'xyz'.includes(id)
  const found = rows('x', 'y', 'c', 'z', 'b', 'a')
  expect(commentPageOf(found, { most: 2, read, isReadable })).toEqual({
    shown: rows('c', 'b'),
    next: 'b',
  })
  const few = rows('x', 'y', 'c', 'z', 'x', 'y')
  expect(commentPageOf(few, { most: 2, read, isReadable })).toEqual({ shown: rows('c'), next: 'y' })
  expect(commentPageOf(few.slice(0, 5), { most: 2, read, isReadable }).next).toBeUndefined()
})

test.each([
  ['https://www.rosa.example.org/', 'rosa.example.org'],
  ['http://rosa.example.org/a/b/', 'rosa.example.org/a/b'],
  ['https://social.example.org/@rosa?tab=1', 'social.example.org/@rosa?tab=1'],
])('%s is shown as %s', (url, short) => {
  expect(shortUrl(url)).toBe(short)
})
