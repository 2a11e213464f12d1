import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { built } from '../built'
import { violationsOf } from './axe'
import { press } from './page-actions'
import { guest, shareBrowser, type RunningHub, startHub, visitor } from './hub'
import { linkTo } from './letters'
import { comeIn as comeInByMail } from './member'
import {
  answerTo,
  consent,
  type Known,
  type RunningProvider,
  signInThere,
  startProvider,
} from './provider'
import { testInLarge, testOnce, wayOfLongJourneys } from '../setup/size'

const known: Known = {}
/** By its name: a passkey belongs to a host, and no number is one. */
let hub: Pick<RunningHub, 'url' | 'at' | 'close'>
let provider: RunningProvider
let browser: Browser

const named = (url: string) => url.replace('127.0.0.1', 'localhost')

/** The settings of a hub that this provider is on at. */
const withProvider = async (origin: string) => {
  provider = await startProvider(known, `${origin}/community/auth/callback/northgate`)
  const file = resolve(built, 'doors/hub.json')
  const settings = JSON.parse(readFileSync(file, 'utf8'))
  settings.signIn[0].discovery = provider.discovery
  writeFileSync(file, JSON.stringify(settings))
  return {
    HUB_ORIGIN: origin,
    NORTHGATE_CLIENT_ID: provider.secrets.id,
    NORTHGATE_CLIENT_SECRET: provider.secrets.secret,
    OWNER_EMAIL: 'owner@example.org',
  }
}

beforeAll(async () => {
  cpSync(resolve(built, 'hub'), resolve(built, 'doors'), { recursive: true })
  const [running, opened] = await Promise.all([
    startHub('doors', '/community/', (origin) => withProvider(named(origin))),
    shareBrowser(),
  ])
  const at = (path: string) => named(running.at(path))
  hub = { url: named(running.url), at, close: running.close }
  browser = opened
})
afterAll(async () => {
  await hub?.close()
  await provider?.stop()
})

let people = 0

/** Somebody whom the provider knows, with a browser of their own. */
const somebody = async (told: Known[string] = {}, options: BrowserContextOptions = {}) => {
  people++
  const name = `Person ${people}`
  const email = `person${people}@example.org`
  known[name] = { email, email_verified: true, name, ...told }
  const { page, context } = await visitor(browser, options)
  return { name, page, context, email }
}

type Somebody = Awaited<ReturnType<typeof somebody>>

/** Whether a browser is there, whatever it is told on the page. */
const isAt = (path: string) => (url: URL) => url.origin + url.pathname === hub.at(path)

const knock = async (page: Page, returnTo = '/community/posts/open/') => {
  await page.goto(hub.at(`sign-in/?${new URLSearchParams({ returnTo })}`))
  await page.getByRole('button', { name: 'Continue with Northgate account' }).click()
}

/** The whole way in: to the provider, and back. */
const comeIn = async ({ page, name }: Pick<Somebody, 'page' | 'name'>, returnTo?: string) => {
  await knock(page, returnTo)
  await signInThere(page, name)
  await consent(page)
}

const sessionOf = async ({ context }: Somebody) =>
  (await context.cookies()).find(({ name }) => name === 'hub-session')

const ownName = async (page: Page) => {
  await page.goto(hub.at('me/'))
  return (await page.getByRole('heading', { level: 1 }).textContent())?.trim()
}

const alertOn = (page: Page) => page.getByRole('alert').textContent()

describe.each(wayOfLongJourneys)('%s', (_, javaScriptEnabled) => {
  test('a reader signs in with an existing account and returns to the page they came from', async () => {
    const rosa = await somebody({}, { javaScriptEnabled })
    await comeIn(rosa)
    await rosa.page.waitForURL(isAt('posts/open/'))
    expect(await sessionOf(rosa)).toMatchObject({
      path: '/community/',
      httpOnly: true,
      sameSite: 'Lax',
    })
    expect(await ownName(rosa.page)).toBe(rosa.name)
    await rosa.context.close()
  })

  test('a reader signs in with an emailed link', async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    const { name, email } = guest('Mina')
    await page.goto(hub.at('sign-in/?returnTo=/community/posts/open/'))
    await comeInByMail(hub, page, name, email)
    await page.waitForURL(isAt('posts/open/'))
    expect(await ownName(page)).toBe(name)

    await page.goto(await linkTo(hub, page, email))
    expect(await alertOn(page)).toContain('no longer works')
    await context.close()
  })

  test('a reader who does not consent is told so, and nothing about them is stored', async () => {
    const rosa = await somebody({}, { javaScriptEnabled })
    await knock(rosa.page)
    await signInThere(rosa.page, rosa.name)
    await rosa.page.getByRole('link', { name: /abort|cancel/i }).click()
    expect(await alertOn(rosa.page)).toContain('cancelled at Northgate account')
    expect(await sessionOf(rosa)).toBeUndefined()
    // The doors are still there, and lead back to where they were.
    await rosa.page.getByRole('button', { name: 'Continue with Northgate account' }).waitFor()
    expect(await rosa.page.locator('input[name=returnTo]').first().inputValue()).toBe(
      '/community/posts/open/',
    )
    await rosa.context.close()
  })
})

testInLarge('signing in again finds the same member', async () => {
  const rosa = await somebody()
  await comeIn(rosa)
  await rosa.page.waitForURL(isAt('posts/open/'))
  const other = await visitor(browser)
  await comeIn({ page: other.page, name: rosa.name })
  await other.page.waitForURL(isAt('posts/open/'))
  await other.page.goto(hub.at('me/'))
  expect(await other.page.getByText('This browser').count()).toBe(1)
  expect(await other.page.locator('#sessions li').count()).toBe(2)
  await rosa.context.close()
  await other.context.close()
})

testInLarge('a provider’s response to another request, or to none, signs no one in', async () => {
  const mallory = await somebody()
  await knock(mallory.page)
  await signInThere(mallory.page, mallory.name)
  const answer = await answerTo(mallory.page)

  // Mallory has Rosa open this, so that she would act as Mallory without knowing.
  const rosa = await somebody()
  const wrong = new URL(answer)
  wrong.searchParams.set('state', 'x'.repeat(32))
  const without = new URL(answer)
  without.searchParams.delete('state')
  for (const [who, url] of [
    [rosa, answer],
    [mallory, wrong.href],
    [mallory, without.href],
  ] as const) {
    await who.page.goto(url)
    expect(await alertOn(who.page)).toContain('not started in this browser')
    expect(await sessionOf(who)).toBeUndefined()
  }
  await rosa.context.close()
  await mallory.context.close()
})

testInLarge('a provider’s response can be used once', async () => {
  const rosa = await somebody()
  const back = rosa.page.waitForRequest((request) => request.url().includes('/callback/'))
  await comeIn(rosa)
  const answer = (await back).url()
  await rosa.page.waitForURL(isAt('posts/open/'))
  await rosa.context.clearCookies({ name: 'hub-session' })
  await rosa.page.goto(answer)
  expect(await alertOn(rosa.page)).toContain('not started in this browser')
  expect(await sessionOf(rosa)).toBeUndefined()
  await rosa.context.close()
})

testInLarge('a verified email joins the member who has verified the same address', async () => {
  const mina = await visitor(browser)
  const { name, email } = guest('Mina')
  await comeInByMail(hub, mina.page, name, email)

  const same = await somebody({ email, email_verified: true })
  await comeIn(same)
  await same.page.waitForURL(isAt('posts/open/'))
  expect(await ownName(same.page)).toBe(name)
  await mina.context.close()
  await same.context.close()
})

testInLarge(
  'an email that is unverified or missing joins no member and is not stored',
  async () => {
    const victim = await somebody({ email: 'victim@example.org' })
    await comeIn(victim)
    await victim.page.waitForURL(isAt('posts/open/'))
    await victim.context.close()

    for (const told of [
      { email: 'victim@example.org', email_verified: false },
      // Of which nothing is said.
      { email: 'victim@example.org', email_verified: undefined },
      { email: undefined },
    ]) {
      const mallory = await somebody(told as Known[string])
      await comeIn(mallory)
      await mallory.page.waitForURL(isAt('posts/open/'))
      expect(await ownName(mallory.page)).toBe(mallory.name)
      expect(await mallory.page.content()).not.toContain('victim@example.org')
      await mallory.context.close()
    }
  },
)

testInLarge('the owner’s address makes an owner only if the provider has verified it', async () => {
  const desk = async (told: Known[string]) => {
    const boss = await somebody(told)
    await comeIn(boss)
    await boss.page.waitForURL(isAt('posts/open/'))
    const answer = await boss.page.goto(hub.at('desk/people/'))
    await boss.context.close()
    return answer!.status()
  }
  expect(await desk({ email: 'owner@example.org', email_verified: false })).toBe(404)
  expect(await desk({ email: 'owner@example.org', email_verified: true })).toBe(200)
})

testInLarge(
  'while a provider is down, the hub says so and the other sign-in methods work',
  async () => {
    const rosa = await somebody()
    await provider.start()
    await provider.stop()
    await knock(rosa.page)
    expect(await alertOn(rosa.page)).toContain('did not respond as expected')
    await rosa.page.getByLabel('Email address').waitFor()

    await provider.start()
    await knock(rosa.page)
    await signInThere(rosa.page, rosa.name)
    const answer = await answerTo(rosa.page)
    await provider.stop()
    await rosa.page.goto(answer)
    expect(await alertOn(rosa.page)).toContain('did not respond as expected')
    expect(await sessionOf(rosa)).toBeUndefined()
    await provider.start()
    await rosa.context.close()
  },
)

/** A device with a lock, which holds keys and always lets its owner use them. */
const device = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    keys: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    turnBack: async () => {
      const [key] = (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials
      await session.send('WebAuthn.removeCredential', {
        authenticatorId,
        credentialId: key!.credentialId,
      })
      await session.send('WebAuthn.addCredential', {
        authenticatorId,
        credential: { ...key!, signCount: 0 },
      })
    },
  }
}

const withPasskey = async (page: Page) => {
  await page.goto(hub.at('sign-in/?returnTo=/community/posts/open/'))
  await page.getByRole('button', { name: 'Use a passkey' }).click()
}

testOnce('a member adds a passkey, signs in with it, and removes it', async () => {
  const rosa = await somebody()
  const { keys, turnBack } = await device(rosa.page)
  await comeIn(rosa)
  await rosa.page.waitForURL(isAt('posts/open/'))
  await rosa.page.goto(hub.at('me/'))
  await rosa.page.getByLabel('Name of a new passkey').fill('My phone')
  await rosa.page.getByRole('button', { name: 'Add a passkey' }).click()
  await rosa.page.locator('strong', { hasText: 'My phone' }).waitFor()
  expect(await keys()).toHaveLength(1)

  await rosa.context.clearCookies({ name: 'hub-session' })
  await withPasskey(rosa.page)
  await rosa.page.waitForURL(isAt('posts/open/'))
  expect(await ownName(rosa.page)).toBe(rosa.name)
  expect(await rosa.page.locator('#ways-in').textContent()).toContain('last used on')

  // A copy of the key, which does not know how often the other was used.
  await rosa.context.clearCookies({ name: 'hub-session' })
  await turnBack()
  await withPasskey(rosa.page)
  await expect
    .poll(() => rosa.page.getByRole('alert').allTextContents())
    .toContainEqual(expect.stringContaining('That passkey did not work'))
  expect(await sessionOf(rosa)).toBeUndefined()

  // The provider knows them still, and asks nothing.
  await knock(rosa.page)
  await rosa.page.waitForURL(isAt('posts/open/'))
  await rosa.page.goto(hub.at('me/'))
  await rosa.page.getByRole('button', { name: 'Remove My phone' }).click()
  await rosa.page.waitForURL(/#ways-in$/)
  expect(await rosa.page.locator('strong', { hasText: 'My phone' }).count()).toBe(0)
  await rosa.context.close()
})

testInLarge('a passkey’s signature can be used once', async () => {
  const rosa = await somebody()
  await device(rosa.page)
  await comeIn(rosa)
  await rosa.page.goto(hub.at('me/'))
  await rosa.page.getByRole('button', { name: 'Add a passkey' }).click()
  await rosa.page.getByText('Passkey, added on').waitFor()
  await rosa.context.clearCookies({ name: 'hub-session' })
  const sending = rosa.page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/sign-in/passkey'),
  )
  await withPasskey(rosa.page)
  const form = (await sending).postData()!
  await rosa.page.waitForURL(isAt('posts/open/'))
  await rosa.context.clearCookies({ name: 'hub-session' })
  const again = await rosa.context.request.post(hub.at('sign-in/passkey'), {
    data: form,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: new URL(hub.url).origin,
    },
    maxRedirects: 0,
  })
  expect(again.status()).toBe(422)
  expect(await sessionOf(rosa)).toBeUndefined()
  await rosa.context.close()
})

testOnce('without JavaScript no page mentions passkeys', async () => {
  const { page, context } = await visitor(browser, { javaScriptEnabled: false })
  await page.goto(hub.at('sign-in/'))
  expect(await page.getByRole('button', { name: 'Use a passkey' }).isVisible()).toBe(false)
  await context.close()
})

testInLarge(
  'axe finds no violation on the sign-in pages, a refusal, the emailed link’s page and the account page',
  async () => {
    const rosa = await somebody()
    const look = async (path: string) => {
      await rosa.page.goto(hub.at(path))
      return violationsOf(rosa.page)
    }
    expect(await look('sign-in/')).toEqual([])
    expect(await look('auth/callback/northgate?error=access_denied')).toEqual([])
    await rosa.page.goto(hub.at('sign-in/'))
    const { email } = guest('Axe')
    await rosa.page.getByLabel('Email address').fill(email)
    await press(rosa.page.getByRole('button', { name: 'Email me a sign-in link' }))
    expect(await look(await linkTo(hub, rosa.page, email))).toEqual([])
    await comeIn(rosa)
    await rosa.page.waitForURL(isAt('posts/open/'))
    expect(await look('me/')).toEqual([])
    await rosa.context.close()
  },
)
