import type { BetterAuthOptions } from 'better-auth'
import { betterAuth } from 'better-auth/minimal'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { magicLink } from 'better-auth/plugins/magic-link'
import { base, paths } from '../../site/contract'
import { newId } from '../kit/id'
import { freeHandle } from '../members/free-handle'
import { members } from '../members/table'
import { type Doorway, isLetIn, nameOf } from './doorway'
import { newToken } from './link'
import {
  browserOf,
  leadsNowhere,
  LINK_MINUTES,
  nowhere,
  SESSION_DAYS,
  STATE_MINUTES,
} from './rules'
import { sessions, signIns, verifications } from './table'

/** A newcomer as they are kept: with a handle, and with no address that nobody has verified. */
const welcome = async (
  { db, hub, now, name, welcomed }: Doorway,
  user: { name: string; email: string; emailVerified: boolean },
) => {
  welcomed?.()
  const called = nameOf(name ?? user.name, hub)
  const isTheirs = user.emailVerified && !leadsNowhere(user.email)
  return {
    name: called,
    handle: await freeHandle(db, hub, called, now),
    email: isTheirs ? user.email : nowhere(newId(now)),
    emailVerified: isTheirs,
    image: undefined,
  }
}

/** Not kept: what would let the hub act at a provider in somebody's name. */
const withoutTokens = {
  accessToken: undefined,
  refreshToken: undefined,
  idToken: undefined,
  accessTokenExpiresAt: undefined,
  refreshTokenExpiresAt: undefined,
  scope: undefined,
}

/** What an operator can do nothing about is no error: an answer of a provider that nobody waits for. */
const tellOperator = (_level: string, message: string, ...more: unknown[]) => {
  if (!/\bstate\b/i.test(message) || more.some(isOfDatabase)) console.error(message, ...more)
}

const isOfDatabase = (error: unknown) => /D1_ERROR/.test(String(error))

/** A provider, as better-auth is told of it. */
export type Way = Pick<BetterAuthOptions, 'socialProviders' | 'plugins'>

/**
 * Whoever keeps the doors: made for one request, so that nothing of one person's stays for the
 * next, and no provider is asked anything before somebody goes there.
 *
 * It is reached through our own forms alone. Nothing here is imported by a reader's page.
 */
export const keeperOf = (doorway: Doorway, { socialProviders = {}, plugins = [] }: Way = {}) => {
  const { db, secret, origin, now } = doorway
  const cookie = (name: string) => ({ name: `hub-${name}` })
  return betterAuth({
    appName: doorway.hub.name,
    baseURL: origin,
    basePath: paths.auth().slice(0, -1),
    secret,
    telemetry: { enabled: false },
    // Attempts are counted by address, where forms are taken.
    rateLimit: { enabled: false },
    logger: { level: 'error', log: tellOperator },
    database: drizzleAdapter(db, {
      provider: 'sqlite',
      schema: { user: members, session: sessions, account: signIns, verification: verifications },
    }),
    // Required by the table; here it is not, because nobody but `welcome` gives one.
    user: { additionalFields: { handle: { type: 'string', required: false, input: false } } },
    session: { expiresIn: SESSION_DAYS * 24 * 60 * 60, disableSessionRefresh: true },
    socialProviders,
    account: {
      updateAccountOnSignIn: false,
      // Joined by itself is only what both sides have verified; whoever is signed in may add any.
      accountLinking: { allowDifferentEmails: true },
    },
    onAPIError: { errorURL: origin + paths.signIn() },
    // By a GET nothing is written; what is too old goes when somebody next knocks.
    verification: { disableCleanup: true },
    advanced: {
      // Our tables have no column for what is not kept, and are held to the rest by tests.
      database: { generateId: () => newId(now), validateSchema: false },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      defaultCookieAttributes: {
        path: base,
        httpOnly: true,
        sameSite: 'lax',
        secure: origin.startsWith('https:'),
      },
      cookies: {
        session_token: cookie('session'),
        session_data: cookie('session-data'),
        account_data: cookie('account-data'),
        dont_remember: cookie('session-short'),
        state: { ...cookie('state'), attributes: { maxAge: STATE_MINUTES * 60 } },
      },
    },
    databaseHooks: {
      user: { create: { before: async (user) => ({ data: await welcome(doorway, user) }) } },
      account: {
        create: { before: async () => ({ data: withoutTokens }) },
        update: { before: async () => ({ data: withoutTokens }) },
      },
      session: {
        create: {
          before: async (session) =>
            (await isLetIn(doorway, session.userId)) && {
              data: { ipAddress: undefined, userAgent: browserOf(session.userAgent ?? '') },
            },
        },
      },
    },
    plugins: [
      ...plugins,
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        storeToken: 'hashed',
        generateToken: () => newToken(secret, 'sign-in', now),
        sendMagicLink: async (link) => void (await doorway.mail?.(link)),
      }),
    ],
  })
}
