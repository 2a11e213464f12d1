import { expect, test } from 'vitest'
import { isInClosedCircle } from '../../../worker/discussion/contributors/rules'

/** Who is praised by whom: `ann < bo` means that Bo praised Ann. */
const praise = (lines: string[]) => {
  const givers = new Map<string, string[]>()
  for (const line of lines) {
    const [whom, by] = line.split(' < ') as [string, string]
    givers.set(whom, [...(givers.get(whom) ?? []), by])
  }
  return givers
}

test.each([
  ['nobody praised her', [], false],
  ['a stranger praised her, whom nobody praised', ['ann < bo'], false],
  ['she praised whoever praised her, and nobody else is there', ['ann < bo', 'bo < ann'], true],
  ['somebody else praised her too', ['ann < bo', 'bo < ann', 'ann < cleo'], false],
  ['somebody else praised the other one', ['ann < bo', 'bo < ann', 'bo < cleo'], false],
  ['three praise in a ring', ['ann < bo', 'bo < cleo', 'cleo < ann'], true],
  ['three praise in a ring, both ways', ['ann < bo', 'bo < ann', 'bo < cleo', 'cleo < bo'], true],
  [
    'a ring of three whom somebody praised',
    ['ann < bo', 'bo < cleo', 'cleo < ann', 'bo < dan'],
    false,
  ],
  ['two praise each other, and one of them her', ['ann < bo', 'bo < cleo', 'cleo < bo'], false],
  ['four praise in a ring', ['ann < bo', 'bo < cleo', 'cleo < dan', 'dan < ann'], false],
])('where %s, Ann is in a closed circle: %3$s', (_, lines, isClosed) => {
  expect(isInClosedCircle('ann', praise(lines), new Set())).toBe(isClosed)
})

test('a host is in no circle', () => {
  expect(isInClosedCircle('ann', praise(['ann < bo', 'bo < ann']), new Set(['bo']))).toBe(false)
})
