import { isToken, createToken } from '../../lib/signed-token'
import type { Guest } from '../../accounts/members/table'

/** How long the emailed link to export and erasure works, in hours. */
export const DATA_LINK_HOURS = 24

const PURPOSE = 'leaving'

type Leaving = Pick<Guest, 'id' | 'email'>

/** The token of that link: names the guest, and is signed with their email address. */
export const dataLinkToken = (secret: string, guest: Leaving, now: Date): Promise<string> =>
  createToken(secret, PURPOSE, guest, DATA_LINK_HOURS * 60 * 60 * 1000, now)

/** Whether the token is genuine, for this guest and this address, and not expired. */
export const isDataLinkToken = (
  secret: string,
  guest: Leaving,
  token: string,
  now: Date,
): Promise<boolean> => isToken(secret, PURPOSE, guest, token, now)
