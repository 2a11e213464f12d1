import { isId } from './id'
import { isHmac, hmac } from './hmac'

/** Whose mailbox a token is mailed to. */
interface Mailed {
  id: string
  email: string
}

const sealed = (purpose: string, { id, email }: Mailed, until: string) =>
  `${purpose} ${id} ${until} ${email}`

/**
 * What a mailed link carries: for whom, until when, and the hub's seal on both, on the address and
 * on what it is good for. Nothing of it has to be kept.
 *
 * @param time for how long it is good, in milliseconds
 */
export const createToken = async (
  secret: string,
  purpose: string,
  mailed: Mailed,
  time: number,
  now: Date,
): Promise<string> => {
  const until = (now.getTime() + time).toString(36)
  return `${mailed.id}.${until}.${await hmac(secret, sealed(purpose, mailed, until))}`
}

/** The id that a token names; whether it is genuine is not known yet. */
export const idInToken = (token: string): string | undefined => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : undefined
}

/** Whether the hub made this token, for this purpose and this mailbox, and its time is not over. */
export const isToken = async (
  secret: string,
  purpose: string,
  mailed: Mailed,
  token: string,
  now: Date,
): Promise<boolean> => {
  const [, until = '', mark = ''] = token.split('.')
  if (!(Number.parseInt(until, 36) > now.getTime())) return false
  return isHmac(secret, sealed(purpose, mailed, until), mark)
}
