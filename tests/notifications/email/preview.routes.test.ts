import { expect, test } from 'vitest'
import { readHub } from '../../../worker/http/hub'
import { emailSamples } from '../../../worker/notifications/email/samples.view'
import { ask, bindings, origin } from '../../world'

const previews = '/community/dev/mail/preview/'
const templates = Object.keys(emailSamples((await readHub(bindings)) as never, origin))
const deployed = { env: { HUB_LOCAL: undefined } }

test('the previews show every template at two widths, as plain text and with its headers', async () => {
  const { status, body, headers } = await ask(previews)
  expect(status).toBe(200)
  for (const template of templates)
    for (const width of [360, 700])
      expect(body).toMatch(
        new RegExp(`<iframe src="${previews}${template}/"[^>]* width="${width}"`),
      )
  expect(body.match(/<pre/g)).toHaveLength(2 * templates.length)
  expect(body).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(headers.get('content-security-policy')).toContain("frame-src 'self'")
})

test('a preview is the email, under a policy that loads and runs nothing', async () => {
  for (const template of templates) {
    const { status, body, headers } = await ask(`${previews}${template}/`)
    expect([status, body.startsWith('<!doctype html><html lang=')]).toEqual([200, true])
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    )
  }
})

test('the previews are not there unless the hub runs locally, nor is a template of no name', async () => {
  const answers = await Promise.all([
    ask(previews, {}, deployed),
    ask(`${previews}signInEmail/`, {}, deployed),
    ask(`${previews}toString/`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
})

test('every other page still allows no inline style and no frame', async () => {
  const { headers } = await ask('/community/dev/mail/')
  const policy = headers.get('content-security-policy')
  expect(policy).not.toMatch(/unsafe|frame-src/)
  expect(policy).toContain("frame-ancestors 'none'")
})
