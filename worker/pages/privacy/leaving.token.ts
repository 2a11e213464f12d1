import { isToken, tokenFor } from '../../lib/signed-token'
import type { Guest } from '../../accounts/members/table'

/** For how long the letter to a guest who leaves is good, in hours. */
export const LEAVING_HOURS = 24

const PURPOSE = 'leaving'

type Leaving = Pick<Guest, 'id' | 'email'>

/** What the letter carries: whose e-mail it is. */
export const leavingToken = (secret: string, guest: Leaving, now: Date): Promise<string> =>
  tokenFor(secret, PURPOSE, guest, LEAVING_HOURS * 60 * 60 * 1000, now)

/** Whether the hub made this token for whoever holds this guest's mailbox, and its time is not over. */
export const isLeavingToken = (
  secret: string,
  guest: Leaving,
  token: string,
  now: Date,
): Promise<boolean> => isToken(secret, PURPOSE, guest, token, now)
