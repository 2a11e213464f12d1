import { DAY_MS } from '../../lib/calendar'
import { newId } from '../../lib/id'
import { createToken, idInToken, isToken } from '../../lib/signed-token'

/** Names the form of a guest without a cookie: it has the id that the guest gets by sending it. */
export const formToken = (secret: string, comment: string, now: Date): Promise<string> =>
  createToken(secret, 'report', { id: newId(now), email: comment }, DAY_MS, now)

/** The id in the form for this comment; `undefined` if the hub did not make it, or a day ago. */
export const guestInForm = async (
  secret: string,
  comment: string,
  token: string,
  now: Date,
): Promise<string | undefined> => {
  const id = idInToken(token)
  const isOurs = id && (await isToken(secret, 'report', { id, email: comment }, token, now))
  return isOurs ? id : undefined
}
