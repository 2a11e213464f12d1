import type { Context } from 'hono'
import { generateCookie, setSignedCookie } from 'hono/cookie'
import type { App } from '../../env'
import { readSignedCookie, signedCookieOptions } from '../../http/signed-cookie'
import { newId } from '../../lib/id'
import { sha256 } from '../../lib/hmac'
import { createVerification, takeVerification } from './verification.commands'
import { STATE_MINUTES } from './rules'

/*
 * The state of a sign-in at a provider (RFC 6749, 10.12). The browser has it in a signed cookie, the
 * hub in a row, and the provider’s response must bring it back. The row is deleted when it is used, so
 * that no response works twice, in another browser, or for another provider.
 */

/** What the callback needs of the request that started the sign-in. */
export interface OAuthState {
  provider: string
  state: string
  verifier: string
  nonce: string
  returnTo: string
  /** The member and session that add the provider to their sign-in methods; without it, a sign-in. */
  adding?: { memberId: string; sessionId: string } | undefined
}

/** The cookie with the state. */
const STATE_COOKIE = 'hub-state'

const stateIdentifier = async (state: string) => `provider:${await sha256(state)}`

/** Stores the state in a row and in a cookie. */
export const saveOAuthState = async (c: Context<App>, { state, ...value }: OAuthState) => {
  const { db, now } = c.var
  const verification = {
    id: newId(now),
    identifier: await stateIdentifier(state),
    value: JSON.stringify(value),
    expiresAt: new Date(now.getTime() + STATE_MINUTES * 60_000),
  }
  await createVerification(db, verification, now)
  await setSignedCookie(c, STATE_COOKIE, state, c.env.HUB_SECRET!, {
    ...signedCookieOptions(c),
    maxAge: STATE_MINUTES * 60,
  })
}

/** The state of the callback, deleted with this call; `undefined` if it is forged, expired or used. */
export const takeOAuthState = async (
  c: Context<App>,
  provider: string,
): Promise<OAuthState | undefined> => {
  const [state, ...more] = c.req.queries('state') ?? []
  if (!state || more.length > 0) return undefined
  if ((await readSignedCookie(c, STATE_COOKIE)) !== state) return undefined
  const { db, now } = c.var
  const value = await takeVerification(db, await stateIdentifier(state), now)
  const stored: Omit<OAuthState, 'state'> | undefined = value && JSON.parse(value)
  return stored?.provider === provider ? { ...stored, state } : undefined
}

/** Deletes the cookie with this response, because the state is used up. */
export const clearOAuthCookie = (c: Context<App>, response: Response): Response => {
  const expired = generateCookie(STATE_COOKIE, '', { ...signedCookieOptions(c), maxAge: 0 })
  response.headers.append('set-cookie', expired)
  return response
}
