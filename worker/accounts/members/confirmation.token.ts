import { isToken, createToken } from '../../lib/signed-token'
import type { Guest } from './table'

/** How long the link that confirms a guest’s address works, in days. */
export const CONFIRMATION_DAYS = 7

const PURPOSE = 'confirmation'

type Confirmable = Pick<Guest, 'id' | 'email'>

/** The token of that link, for this guest and this address. */
export const confirmationToken = (secret: string, guest: Confirmable, now: Date): Promise<string> =>
  createToken(secret, PURPOSE, guest, CONFIRMATION_DAYS * 24 * 60 * 60 * 1000, now)

/** Whether the token is genuine, for this guest and this address, and not expired. */
export const isConfirmation = (
  secret: string,
  guest: Confirmable,
  token: string,
  now: Date,
): Promise<boolean> => isToken(secret, PURPOSE, guest, token, now)
