import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readFrontmatter } from '../../../site/parser/frontmatter'
import { readSettings } from '../../../site/parser/settings'

describe('the head of a Markdown file', () => {
  const file =
    '---\ntitle: Hello\nupdates:\n  - at: 2026-11-05T10:00\n    text: Found it\n---\n\nThe body.\n'

  test('is cut from its body', () => {
    expect(readFrontmatter(file)).toMatchObject({ body: 'The body.', bodyLine: 8 })
  })

  test('keeps dates as they were typed', () => {
    expect(readFrontmatter(file).data).toMatchObject({ updates: [{ at: '2026-11-05T10:00' }] })
  })

  test('knows the line of each key, and of the nearest thing around one that is missing', () => {
    const { lineOf } = readFrontmatter(file)
    expect(lineOf(['title'])).toBe(2)
    expect(lineOf(['updates', 0, 'text'])).toBe(5)
    expect(lineOf(['updates', 0, 'status'])).toBe(4)
    expect(lineOf(['date'])).toBe(2)
  })

  test('names the line where its YAML is broken', () => {
    expect(readFrontmatter('---\ntitle: ok\nsummary: "open\n---\n').faults).toMatchObject([
      { line: 4 },
    ])
  })

  test('may follow a byte order mark and end its lines as Windows does', () => {
    const read = readFrontmatter('\uFEFF---\r\ntitle: Hello\r\n---\r\n\r\nBody\r\n')
    expect(read).toMatchObject({ data: { title: 'Hello' }, body: 'Body', bodyLine: 5 })
  })

  test('may be missing: then everything is body', () => {
    expect(readFrontmatter('Just words')).toMatchObject({
      data: null,
      body: 'Just words',
      bodyLine: 1,
    })
  })
})

describe('the settings of a content folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const hub = (yaml: string) =>
    writeFileSync(
      join(folder, 'hub.yaml'),
      `name: Northgate\nurl: https://hub.example/community\n${yaml}`,
    )

  test('have every default filled in by a name and an address', () => {
    hub('')
    expect(readSettings(folder)).toMatchObject({
      hub: {
        title: 'Community',
        url: 'https://hub.example/community/',
        comments: { hold: 'first', editFor: 900_000, depth: 4, perPage: 50, longest: 10_000 },
        reactions: ['👍', '❤️', '💡', '🙏', '🎉'],
        pulse: {
          post: 1_209_600_000,
          answer: { workingDays: 1 },
          hours: { days: [1, 2, 3, 4, 5], opens: 540, closes: 1020 },
        },
      },
      levels: [
        { id: 'guest', name: 'Guest' },
        { id: 'newcomer' },
        { id: 'regular' },
        { id: 'expert' },
      ],
      spaces: [{ id: 'public', read: 'anyone', comment: 'anyone', start: 'members' }],
      networks: [],
      people: {},
    })
  })

  test('read a length of time in its unit', () => {
    hub('comments: { editFor: 2h }\npulse: { answer: 90m }')
    const settings = readSettings(folder)
    expect(settings.hub.comments.editFor).toBe(7_200_000)
    expect(settings.hub.pulse.answer).toEqual({ milliseconds: 5_400_000 })
  })

  test.each([
    ['a misspelt key', 'tittle: x', 'tittle'],
    ['a time zone that is none', 'timezone: Europe/Nowhere', 'Europe/London'],
    ['a length of time that is none', 'comments: { editFor: soon }', '15m'],
    ['a colour that is none', 'accent: green', '#0a7f5a'],
    [
      'hours that end before they begin',
      'pulse: { hours: Mon-Fri 17:00-09:00 }',
      'Mon-Fri 09:00-17:00',
    ],
  ])('refuse %s and say what was expected', (_, yaml, expected) => {
    hub(yaml)
    expect(() => readSettings(folder)).toThrow(expected)
  })
})
