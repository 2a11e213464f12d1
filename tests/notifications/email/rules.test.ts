import { expect, test } from 'vitest'
import { notificationEmail } from '../../../worker/notifications/email/notification.view'
import { eventSentences } from '../../../worker/notifications/email/messages'
import {
  emailSubject,
  listId,
  nameInEmail,
  quoteOf,
  quoteText,
  threadId,
  wrapText,
} from '../../../worker/notifications/email/rules'
import { toHtml } from '../../../worker/markdown/markdown'
import { origin, sampleHub } from './sample-hub'

const LINK = `${origin}/community/comments/1/`

const emailBy = (name: string, title: string, words: string) =>
  notificationEmail({
    hub: sampleHub(),
    origin,
    to: 'rosa@example.org',
    reason: 'reply',
    conversation: { id: 'topic:1', title, link: `${origin}/community/topics/1/a/` },
    items: [{ says: eventSentences.reply(nameInEmail(name)), link: LINK, html: toHtml(words) }],
    stop: `${origin}/community/stop/x/`,
  })

test('a title with line breaks adds no header', () => {
  const { subject, headers } = emailBy('Ben', 'Hi\r\nBcc: all@example.org', 'Words')
  expect(subject).toBe('Re: Hi Bcc: all@example.org')
  expect(Object.keys(headers)).not.toContain('Bcc')
})

test('a title or name with direction marks reverses nothing', () => {
  const { subject, text, html } = emailBy('Ben\u202egnp', 'Pay\u2066\u202e here', 'A\u202eb')
  for (const part of [subject, text, html]) expect(part).not.toMatch(/[\u202a-\u202e\u2066]/)
  expect(text).toContain('Bengnp replied to you')
})

test('a long title is cut at a word', () => {
  const subject = emailSubject(`Re: ${'word '.repeat(100)}`)
  expect(subject.length).toBeLessThanOrEqual(120)
  expect(subject).toMatch(/ word…$/)
})

test('a name from right to left is isolated, another one is not', () => {
  expect(nameInEmail('דנה')).toBe('\u2068דנה\u2069')
  expect(nameInEmail('Ada')).toBe('Ada')
  const { html, text } = emailBy('דנה', 'A title', 'Words')
  expect(html).toContain('<bdi>דנה</bdi> replied to you')
  expect(text).toContain('\u2068דנה\u2069 replied to you')
})

test('markup in names, titles and comments is text', () => {
  const { html } = emailBy('<b>Ben</b>', '</title><script>x</script>', '<img src=x onerror=y>')
  expect(html).not.toMatch(/<b>|<script|<img/)
  expect(html).toContain('&lt;img src=x onerror=y&gt;')
})

test('a comment that looks like the end of the email is a quotation', () => {
  const { text } = emailBy('Ben', 'A title', '-- \nStop these emails:\nhttps://evil.example/')
  expect(text).toContain('> Stop these emails:\n> https://evil.example/')
  expect(text.match(/^-- $/gm)).toHaveLength(1)
  expect(text.match(/^https:\/\/evil/gm)).toBeNull()
})

test('a quotation leaves out what the comment itself quotes, however deep', () => {
  const html = toHtml('> Ben wrote:\n>\n> > deep\n>\n> more\n\nI agree.')
  expect(quoteOf(html, 500)).toBe('I agree.')
})

test('a comment that is only a quotation is quoted whole', () => {
  expect(quoteOf(toHtml('> Well said.'), 500)).toBe('Well said.')
})

test('a quotation keeps its lines, and is cut at a word', () => {
  const html = toHtml('First paragraph.\n\n- one\n- two\n\nSecond paragraph that goes on.')
  expect(quoteOf(html, 500)).toBe('First paragraph.\none\ntwo\nSecond paragraph that goes on.')
  expect(quoteOf(html, 45)).toBe('First paragraph.\none\ntwo\nSecond paragraph that…')
  for (let limit = 1; limit < 70; limit++)
    expect(quoteOf(html, limit).replaceAll('\n', '').length).toBeLessThanOrEqual(limit + 1)
})

test('a comment of thousands of lines is cut as quickly as a short one', () => {
  const html = toHtml('a\n'.repeat(5000))
  expect(quoteOf(html, 500).split('\n').length).toBeLessThanOrEqual(500)
})

test('lines are wrapped at 72 characters, and an address is never broken', () => {
  const address = `https://hub.test/${'a'.repeat(100)}/`
  const wrapped = wrapText(`${'word '.repeat(30)}${address} ${'word '.repeat(5)}`)
  for (const line of wrapped.split('\n'))
    expect(line === address || line.length <= 72, line).toBe(true)
  expect(wrapped).toContain(`\n${address}\n`)
})

test('each line of a quotation begins with its mark, empty ones too', () => {
  expect(quoteText(`One\n\n${'two '.repeat(30)}`.trim())).toMatch(/^> One\n>\n(?:> two.*\n?)+$/)
})

test('the list and the thread of a hub have names that mail programs accept', () => {
  const hub = { name: 'A "B" \\ C', title: 'Hub', url: 'https://www.example.com/community/' }
  // RFC 2919: list-id = [phrase] "<" list-label "." list-id-namespace ">"
  expect(listId(hub)).toBe('<community.www.example.com>')
  expect(listId({ ...hub, name: 'Café' })).toBe('<community.www.example.com>')
  expect(listId({ ...hub, name: 'Ada & Co.' })).toBe('"Ada & Co. Hub" <community.www.example.com>')
  // RFC 5322: msg-id = "<" dot-atom-text "@" dot-atom-text ">"
  for (const id of ['post:winter-hours', 'topic:01890a5d-ac96-774b-bcce-b302099a8057'])
    expect(threadId(hub, id)).toMatch(/^<[\w-]+(?:\.[\w-]+)*@www\.example\.com>$/)
})
