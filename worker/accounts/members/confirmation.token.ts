import { isToken, createToken } from '../../lib/signed-token'
import type { Guest } from './table'

/** For how long a mailed link is good, in days. */
export const CONFIRMATION_DAYS = 7

const PURPOSE = 'confirmation'

type Confirmable = Pick<Guest, 'id' | 'email'>

/** What a mailed link carries: who confirms which address. */
export const confirmationToken = (secret: string, guest: Confirmable, now: Date): Promise<string> =>
  createToken(secret, PURPOSE, guest, CONFIRMATION_DAYS * 24 * 60 * 60 * 1000, now)

/** Whether the hub made this token for this guest and this address, and its time is not over. */
export const isConfirmation = (
  secret: string,
  guest: Confirmable,
  token: string,
  now: Date,
): Promise<boolean> => isToken(secret, PURPOSE, guest, token, now)
