import { describe, expect, test } from 'vitest'
import { readInstant } from '../../../site/parser/instant'

const london = (written: string) => readInstant(written, 'Europe/London')

describe('a date in the frontmatter', () => {
  test.each([
    [
      'a day alone is its first moment where the hub is',
      '2026-11-02',
      'America/New_York',
      '2026-11-02T05:00:00.000Z',
    ],
    [
      'a time is the time on the wall in winter',
      '2026-11-05T08:00',
      'Europe/London',
      '2026-11-05T08:00:00.000Z',
    ],
    [
      'a time is the time on the wall in summer',
      '2026-07-05T08:00',
      'Europe/London',
      '2026-07-05T07:00:00.000Z',
    ],
    [
      'an hour that comes twice is the first of the two',
      '2026-10-25T01:30',
      'Europe/London',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'an hour the clocks skip is as long after midnight as it says',
      '2026-03-08T02:30',
      'America/New_York',
      '2026-03-08T07:30:00.000Z',
    ],
    [
      'a zone of its own goes before that of the hub',
      '2026-11-05T08:00-05:30',
      'Europe/London',
      '2026-11-05T13:30:00.000Z',
    ],
    ['Z is a zone', '2026-07-05T08:00Z', 'Europe/London', '2026-07-05T08:00:00.000Z'],
    [
      'a blank may stand for the T',
      '2026-07-05 08:00',
      'Europe/London',
      '2026-07-05T07:00:00.000Z',
    ],
    ['a leap day is a day', '2028-02-29', 'UTC', '2028-02-29T00:00:00.000Z'],
    [
      'a zone half an hour off counts',
      '2026-01-01T00:00',
      'Asia/Kolkata',
      '2025-12-31T18:30:00.000Z',
    ],
  ])('%s', (_, written, zone, moment) => {
    expect(readInstant(written, zone)).toEqual(new Date(moment))
  })

  test('an end given as a day counts to the last moment of that day', () => {
    expect(readInstant('2026-10-25', 'Europe/London', true)).toEqual(
      new Date('2026-10-25T23:59:59.999Z'),
    )
  })

  test.each([
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
  ])('%s is impossible', (written) => expect(london(written)).toBe('impossible'))

  test.each(['tomorrow', '5/11/2026', '2026', '2026-1-5', '2026-01-01T10', ''])(
    '%j can not be read',
    (written) => expect(london(written)).toBe('unreadable'),
  )
})
