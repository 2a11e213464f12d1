import type { Bindings } from '../env'
import { TURNSTILE, TURNSTILE_ACTION } from '../lib/turnstile'
import { deadlines } from '../lib/with-deadline'
import { logFailure } from '../lib/log-failure'

/** Turnstile's public test keys, with which its answer has no host and no action. */
const TEST_SECRET = /^[123]x0+[\dA-F]*AA$/

/**
 * Whether a guest passed the check; otherwise the token is missing, Turnstile refused it, or Turnstile
 * is unavailable.
 */
export type TurnstileResult = 'yes' | 'missing' | 'refused' | 'down'

interface Verdict {
  success?: boolean
  hostname?: string
  action?: string
}

/** The key of the widget, if the hub has both keys. */
export const siteKeyOf = ({ TURNSTILE_SITE_KEY, TURNSTILE_SECRET_KEY }: Bindings) =>
  TURNSTILE_SECRET_KEY ? TURNSTILE_SITE_KEY : undefined

const isMeant = ({ success, hostname = '', action }: Verdict, secret: string, hosts: string[]) =>
  success === true &&
  (TEST_SECRET.test(secret) || (hosts.includes(hostname) && action === TURNSTILE_ACTION))

/** Without `remoteip`: the visitor's address does not leave the hub. */
const siteVerify = async (secret: string, token: string): Promise<Verdict> => {
  const response = await fetch(`${TURNSTILE}/turnstile/v0/siteverify`, {
    method: 'POST',
    body: new URLSearchParams({ secret, response: token }),
    redirect: 'manual',
    signal: AbortSignal.timeout(deadlines.turnstile),
  })
  if (!response.ok) throw new Error(`Turnstile answers ${response.status}`)
  return response.json()
}

/**
 * Verifies a Turnstile token; `yes` if the hub has no Turnstile.
 *
 * @param hosts the hub's own; a token from any other host is refused
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
