import { parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { sampleHub, writeSamples } from './sample-hub'

const samples = writeSamples()

/** Without the entities of its address. */
const linksIn = (html: string) =>
  Array.from(html.matchAll(/href="([^"]*)"/g), ([, link]) => link!.replaceAll('&amp;', '&'))
const addressesIn = (text: string) => text.match(/https?:\S+/g) ?? []
const distinct = (links: string[]) => [...new Set(links)].toSorted()

/** Emails that a person asked for, or that are about a decision on their own words. */
const UNSTOPPABLE = [
  'signInEmail',
  'addressProofEmail',
  'addressChangedEmail',
  'confirmationEmail',
  'dataLinkEmail',
  'decisionEmail',
  'requestAnswerEmail',
]

test('every template has a preview', async () => {
  const modules = import.meta.glob<Record<string, unknown>>(
    '../../../worker/notifications/email/*.view.{ts,tsx}',
    { eager: true },
  )
  const templates = Object.values(modules)
    .flatMap((module) => Object.keys(module))
    .filter((name) => name.endsWith('Email') && name !== 'writeEmail')
  const shown = new Set(samples.map(({ template }) => template.replace(/-.*/, '')))
  expect(templates.length).toBeGreaterThan(8)
  expect([...shown].toSorted()).toEqual(templates.toSorted())
})

describe.each(samples)('$template', ({ template, email }) => {
  const { subject, html, text, headers } = email

  test('has the same links as HTML and as plain text', () => {
    expect(linksIn(html).length).toBeGreaterThan(1)
    expect(distinct(linksIn(html))).toEqual(distinct(addressesIn(text)))
  })

  test('loads nothing, runs nothing, and counts nobody', () => {
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form|video|picture|svg)\b/i)
    expect(html).not.toMatch(/\bsrc=|\burl\(|@import|\bon\w+=|background=/i)
    for (const link of linksIn(html)) {
      const { origin, searchParams } = new URL(link)
      expect(origin).toBe('https://hub.test')
      // The samples of emailed links have a token, as the address that it is.
      expect([...searchParams.keys()].filter((name) => name !== 'token')).toEqual([])
    }
  })

  test('names its language, direction, title and colour schemes', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en-GB" dir="ltr">/)
    expect(html).toContain(`<title>${subject}</title>`)
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>')
    expect(html).toContain('@media(prefers-color-scheme:dark)')
  })

  test('is well-formed HTML, small enough that Gmail does not cut it', () => {
    const errors: string[] = []
    parseFragment(html.replace(/^<!doctype html>/, ''), {
      onParseError: ({ code }) => errors.push(code),
    })
    expect(errors).toEqual([])
    expect(html.length).toBeLessThan(20_000)
  })

  test('has lines of at most 72 characters as plain text, apart from addresses', () => {
    const long = text.split('\n').filter((line) => line.length > 72 && !/^https?:/.test(line))
    expect(long).toEqual([])
    expect(text).not.toMatch(/<\w|&\w+;|undefined|\[object/)
    expect(text.endsWith('\n')).toBe(true)
  })

  test('says after the signature mark from which hub it is', () => {
    const [, below] = text.split('\n-- \n')
    expect(below).toContain('Northgate Cycles Community\nhttps://hub.test/community/\n')
  })

  test('asks auto-responders not to reply (RFC 3834)', () => {
    expect(headers['Auto-Submitted']).toBe('auto-generated')
  })

  test('can be stopped by its headers and by its last lines, if it is a notification', () => {
    const isStoppable = !UNSTOPPABLE.includes(template)
    const stop = /https:\S+\/stop\/\S+\//.exec(text)?.[0]
    expect(Boolean(stop)).toBe(isStoppable)
    expect(headers['List-Unsubscribe']).toBe(isStoppable ? `<${stop}>` : undefined)
    expect(headers['List-Unsubscribe-Post']).toBe(
      isStoppable ? 'List-Unsubscribe=One-Click' : undefined,
    )
    expect(headers['List-Id']).toBe(
      isStoppable ? '"Northgate Cycles Community" <community.www.example.com>' : undefined,
    )
    if (isStoppable) expect(text).toContain('You get this email because')
  })

  test('has headers in ASCII and on one line', () => {
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]+$/)
    expect(subject).toMatch(/^[^\p{Cc}]+$/u)
  })
})

test('emails about one conversation form a thread: one subject, one reference', () => {
  const about = (template: string) => samples.find((each) => each.template === template)!.email
  const [one, several] = [about('notificationEmail'), about('notificationEmail-several')]
  for (const { subject, headers } of [one, several]) {
    expect(subject).toBe('Re: Why do my brakes squeal in the rain?')
    expect(headers['References']).toBe('<post.squealing-brakes@www.example.com>')
    expect(headers['In-Reply-To']).toBe(headers['References'])
  }
  expect(about('digestEmail').headers).not.toHaveProperty('References')
})

test('a hub in Arabic writes from right to left, and its name stays out of the ASCII headers', () => {
  for (const { email } of writeSamples(sampleHub({ language: 'ar', name: 'دراجات' }))) {
    expect(email.html).toContain('<html lang="ar" dir="rtl">')
    for (const value of Object.values(email.headers)) expect(value).toMatch(/^[\x20-\x7e]+$/)
  }
})
