import type { Context } from 'hono'
import { generateCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { App } from '../../env'
import { newId } from '../../lib/id'
import { sha256 } from '../../lib/hmac'
import { createVerification, takeVerification } from './queries'
import { STATE_MINUTES } from './rules'
import { cookieOptions } from './session.middleware'

/*
 * Whoever has set out for a provider. Their browser has a sealed cookie, the hub a row, and the
 * provider's answer brings the state that fits both; the row is taken once, so that no answer is
 * good twice, in no other browser, and not for another provider.
 */

/** What must be known again of somebody who comes back. */
export interface OAuthState {
  provider: string
  state: string
  verifier: string
  nonce: string
  returnTo: string
  /** The member and the session that wanted to add a way in; without it, somebody comes in. */
  adding?: { memberId: string; sessionId: string } | undefined
}

/** The cookie of somebody who has set out for a provider. */
const STATE_COOKIE = 'hub-state'

const stateIdentifier = async (state: string) => `provider:${await sha256(state)}`

/** Lets the hub and this browser know of somebody who sets out. */
export const saveOAuthState = async (c: Context<App>, away: OAuthState) => {
  const { db, now, origin } = c.var
  const { state, ...value } = away
  const waiting = {
    id: newId(now),
    identifier: await stateIdentifier(state),
    value: JSON.stringify(value),
    expiresAt: new Date(now.getTime() + STATE_MINUTES * 60_000),
  }
  await createVerification(db, waiting, now)
  await setSignedCookie(
    c,
    STATE_COOKIE,
    state,
    c.env.HUB_SECRET!,
    cookieOptions(c.var.hub.paths, origin, { minutes: STATE_MINUTES }),
  )
}

/** What was known of somebody who comes back; without that, nothing is written. */
export const takeOAuthState = async (
  c: Context<App>,
  provider: string,
): Promise<OAuthState | undefined> => {
  const [state, ...more] = c.req.queries('state') ?? []
  if (!state || more.length > 0) return undefined
  if ((await getSignedCookie(c, c.env.HUB_SECRET!, STATE_COOKIE)) !== state) return undefined
  const { db, now } = c.var
  const value = await takeVerification(db, await stateIdentifier(state), now)
  const away: Omit<OAuthState, 'state'> | undefined = value && JSON.parse(value)
  return away?.provider === provider ? { ...away, state } : undefined
}

/** Takes the cookie away with this answer: what it stood for is used up. */
export const clearOAuthCookie = (c: Context<App>, answer: Response): Response => {
  const gone = generateCookie(
    STATE_COOKIE,
    '',
    cookieOptions(c.var.hub.paths, c.var.origin, { minutes: 0 }),
  )
  answer.headers.append('set-cookie', gone)
  return answer
}
