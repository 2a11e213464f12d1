import { describe, expect, test } from 'vitest'
import { defineForm, retryAfter, statusOf } from '../../worker/lib/define-form'
import {
  checkbox,
  choice,
  email,
  line,
  list,
  markdown,
  optional,
  withFallback,
  personName,
  raw,
  text,
  toggle,
  website,
} from '../../worker/lib/form-fields'
import { messageOf } from '../../worker/lib/form-messages'

const form = defineForm({
  title: line({ meaning: 'The title.', max: 5, prefix: 'title' }),
  body: markdown({ meaning: 'The text.', max: ({ longest }: { longest: number }) => longest }),
  note: optional(text({ meaning: 'A note.', max: 3, prefix: 'note' })),
  kind: choice({ meaning: 'The kind.', of: ['idea', 'question'] }),
  picks: list({ meaning: 'What is ticked.', maxItems: 9 }),
})

const bytesOf = (body: string) => new TextEncoder().encode(body).buffer

const valid = { ...form.blank, title: 'Hello', body: 'World', kind: 'idea' }

describe('what is read', () => {
  test('only the fields of the form; the first of a repeated one; an absent one is empty', () => {
    expect(form.read(bytesOf('title=a&title=b&id=7&constructor=x&body=%00'))).toEqual({
      title: 'a',
      body: '\0',
      note: '',
      kind: '',
      picks: [],
    })
  })

  test('every value of a list, which is checked to be there once', () => {
    const input = form.read(bytesOf('picks=b&picks=a&picks=b'))
    expect(input.picks).toEqual(['b', 'a', 'b'])
    const { values } = form.check({ ...valid, picks: input.picks }, { longest: 9 })
    expect(values?.picks).toEqual(['b', 'a'])
  })
})

describe('what is checked', () => {
  test('values are cleaned: whole characters, NFC, line feeds, no controls', () => {
    const typed = { ...valid, title: ' a\r\n\te\u0301 ', body: '\r\n  x\r\ny\ud800\0 \n' }
    const { values } = form.check(typed, { longest: 9 })
    expect(values).toEqual({ ...valid, title: 'a \u00e9', body: '  x\ny\ufffd', note: undefined })
  })

  test('all faults come at once, in the order of the fields, each with its limit', () => {
    const wrong = { title: '\u200b', body: '1234', note: '1234', kind: 'news', picks: [] }
    expect(form.check(wrong, { longest: 3 })).toEqual({
      faults: [
        { field: 'title', reason: 'title-empty' },
        { field: 'body', reason: 'too-long', max: 3 },
        { field: 'note', reason: 'note-too-long', max: 3 },
        { field: 'kind', reason: 'unknown' },
      ],
    })
  })

  test('a limit counts characters, whatever their script', () => {
    expect(form.check({ ...valid, title: '🏔'.repeat(5) }, { longest: 9 }).faults).toBeUndefined()
    expect(form.check({ ...valid, title: '🏔'.repeat(6) }, { longest: 9 }).faults).toEqual([
      { field: 'title', reason: 'title-too-long', max: 5 },
    ])
  })

  test('an optional field may be empty in every way that empties it, and is checked otherwise', () => {
    const contact = defineForm({
      site: optional(website({ meaning: '' })),
      mail: optional(email({ meaning: '' })),
      name: optional(personName({ meaning: '' })),
      kind: optional(choice({ meaning: '', of: ['a'] })),
    })
    const hub = { reservedNames: ['Mara'] }
    const nothing = { site: undefined, mail: undefined, name: undefined, kind: undefined }
    expect(contact.check(contact.blank, hub)).toEqual({ values: nothing })
    expect(contact.check({ site: ' ', mail: '\t', name: ' ', kind: '' }, hub)).toEqual({
      values: nothing,
    })
    const wrong = { site: 'javascript:1', mail: 'x', name: 'mara', kind: 'b' }
    expect(contact.check(wrong, hub).faults?.map(({ reason }) => reason)).toEqual([
      'website-not-web',
      'email-malformed',
      'name-reserved',
      'unknown',
    ])
    const right = { site: 'Example.org', mail: 'A@EXAMPLE.org', name: ' Rosa  L ', kind: 'a' }
    expect(contact.check(right, hub).values).toEqual({
      site: 'https://example.org/',
      mail: 'A@example.org',
      name: 'Rosa L',
      kind: 'a',
    })
  })

  test('boxes, switches and raw texts are never refused, nor is what has a value otherwise', () => {
    const lenient = defineForm({
      box: checkbox({ meaning: '' }),
      to: toggle({ meaning: '' }),
      raw: raw({ meaning: '' }),
      kind: withFallback(choice({ meaning: '', of: ['a', 'b'] }), 'a'),
    })
    expect(lenient.check(lenient.blank).values).toEqual({
      box: false,
      to: undefined,
      raw: '',
      kind: 'a',
    })
    const sent = { box: 'yes', to: 'on', raw: ' x ', kind: 'b' }
    expect(lenient.check(sent).values).toEqual({ box: true, to: true, raw: ' x ', kind: 'b' })
    expect(lenient.check({ ...sent, to: 'off', kind: 'c' }).values).toMatchObject({
      to: false,
      kind: 'a',
    })
  })
})

test('a form describes itself as JSON Schema, with the limits of this hub', () => {
  expect(form.schema({ longest: 100 })).toEqual({
    type: 'object',
    properties: {
      title: { type: 'string', description: 'The title.', minLength: 1, maxLength: 5 },
      body: { type: 'string', description: 'The text.', minLength: 1, maxLength: 100 },
      note: { type: 'string', description: 'A note.', maxLength: 3 },
      kind: { type: 'string', description: 'The kind.', enum: ['idea', 'question'] },
      picks: {
        type: 'array',
        items: { type: 'string' },
        description: 'What is ticked.',
        maxItems: 9,
      },
    },
    required: ['title', 'body', 'kind'],
  })
})

test('a browser lets everything be typed that the hub accepts: it counts UTF-16 units', () => {
  const longest = '🏔'.repeat(5)
  const { maxlength } = form.attributes('title', { longest: 9 })
  expect(form.attributes('title', { longest: 9 })).toMatchObject({ name: 'title', required: true })
  expect(longest.length).toBeLessThanOrEqual(maxlength!)
  expect(form.attributes('note', { longest: 9 })).toEqual({
    name: 'note',
    required: false,
    maxlength: 6,
  })
})

test('a sentence is found by its reason, and has the parameters of the problem', () => {
  type Problem = { reason: 'empty' } | { reason: 'too-long'; max: number }
  const messages = {
    empty: 'Please write something.',
    'too-long': ({ max }: { max: number }) => `At most ${max}.`,
  }
  expect(messageOf<Problem>(messages, { reason: 'empty' })).toBe('Please write something.')
  expect(messageOf<Problem>(messages, { reason: 'too-long', max: 3 })).toBe('At most 3.')
})

test('waiting helps against 429, trying again against 503, and other words against 422', () => {
  const status = (reason: string) => [statusOf({ reason }), retryAfter({ reason })]
  expect(status('too-many')).toEqual([429, 3600])
  expect(status('too-fast')).toEqual([429, 60])
  expect(status('not-saved')).toEqual([503, 60])
  expect(statusOf({ reason: 'empty' })).toBe(422)
  expect(statusOf({ reason: 'constructor' })).toBe(422)
})
