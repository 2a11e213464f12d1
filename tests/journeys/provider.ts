import { createServer, type Server } from 'node:http'
import type { Page } from 'playwright-core'
import { Provider } from 'oidc-provider'
import { freePort } from '../../cli/port'

/** What the provider tells of somebody, by the name they sign in with there. */
export type Known = Record<string, { email?: string; email_verified?: boolean; name?: string }>

/** A real OpenID Connect provider on this machine, with its own pages to sign in and to consent. */
export interface RunningProvider {
  discovery: string
  secrets: { id: string; secret: string }
  /** Nobody answers there any more. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

export const startProvider = async (known: Known, redirect: string): Promise<RunningProvider> => {
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const secrets = { id: 'hub', secret: 'a secret between the two' }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: secrets.id,
        client_secret: secrets.secret,
        redirect_uris: [redirect],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...known[sub] }),
    }),
    cookies: { keys: ['a key for tests alone'] },
  })
  let server: Server | undefined
  const start = () =>
    new Promise<void>((done) => {
      if (server?.listening) return done()
      server = createServer(provider.callback()).listen(port, 'localhost', () => done())
    })
  const stop = () =>
    new Promise<void>((done) => {
      if (!server?.listening) return done()
      server.closeAllConnections()
      server.close(() => done())
    })
  await start()
  return { discovery: `${issuer}/.well-known/openid-configuration`, secrets, start, stop }
}

/** Somebody signs in on the provider's own page; consent is asked next, if it was not given. */
export const signInThere = async (page: Page, name: string) => {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('anything')
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

export const consent = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

/** Where the provider would send somebody who has consented: its answer, before the hub has it. */
export const answerTo = async (page: Page): Promise<string> => {
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Continue' }) })
  const action = new URL((await form.getAttribute('action'))!, page.url()).href
  const { request } = page.context()
  let answer = await request.post(action, { form: { prompt: 'consent' }, maxRedirects: 0 })
  for (;;) {
    const to = new URL(answer.headers()['location']!, answer.url())
    if (to.searchParams.has('code')) return to.href
    answer = await request.get(to.href, { maxRedirects: 0 })
  }
}
