import type { Bindings } from '../env'
import { deadlines } from '../lib/with-deadline'
import { logFailure } from '../lib/log-failure'

/** Where Cloudflare's Turnstile is, its script as well as the check of what it gives. */
export const TURNSTILE = 'https://challenges.cloudflare.com'

/** What the widget says it is for: a token that was got for anything else is not taken. */
export const TURNSTILE_ACTION = 'comment'

/** Its public keys for trying things out: with these it names no host and no action. */
const TEST_SECRET = /^[123]x0+[\dA-F]*AA$/

/**
 * Whether a guest proved to be a person: there was no token, Turnstile knows nothing of it, or it
 * can not be asked.
 */
export type TurnstileResult = 'yes' | 'missing' | 'refused' | 'down'

interface Verdict {
  success?: boolean
  hostname?: string
  action?: string
}

/** The key that the widget is drawn with, where the hub has both. */
export const siteKeyOf = ({ TURNSTILE_SITE_KEY, TURNSTILE_SECRET_KEY }: Bindings) =>
  TURNSTILE_SECRET_KEY ? TURNSTILE_SITE_KEY : undefined

const isMeant = ({ success, hostname = '', action }: Verdict, secret: string, hosts: string[]) =>
  success === true &&
  (TEST_SECRET.test(secret) || (hosts.includes(hostname) && action === TURNSTILE_ACTION))

/** Asked without the visitor's address: that does not leave the hub. */
const siteVerify = async (secret: string, response: string): Promise<Verdict> => {
  const answer = await fetch(`${TURNSTILE}/turnstile/v0/siteverify`, {
    method: 'POST',
    body: new URLSearchParams({ secret, response }),
    redirect: 'manual',
    signal: AbortSignal.timeout(deadlines.turnstile),
  })
  if (!answer.ok) throw new Error(`Turnstile answers ${answer.status}`)
  return answer.json()
}

/**
 * Whether somebody proved to be a person, where the hub asks for that.
 *
 * @param hosts the hub's own: a token that was got elsewhere is not taken
 */
export const verifyTurnstile = async (
  { TURNSTILE_SECRET_KEY: secret }: Bindings,
  token: string,
  hosts: string[],
): Promise<TurnstileResult> => {
  if (!secret) return 'yes'
  if (!token) return 'missing'
  try {
    return isMeant(await siteVerify(secret, token), secret, hosts) ? 'yes' : 'refused'
  } catch (error) {
    logFailure('Turnstile is unavailable', error)
    return 'down'
  }
}
