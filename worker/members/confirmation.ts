import { isId } from '../kit/id'
import { isSealed, seal } from '../kit/seal'

/** For how long a mailed link is good, in days. */
export const CONFIRMATION_DAYS = 7

interface Confirmable {
  id: string
  email: string
}

const sealed = ({ id, email }: Confirmable, until: string) => `confirmation ${id} ${until} ${email}`

/** What a mailed link carries: who confirms, until when, and the hub's seal on both. */
export const confirmationToken = async (secret: string, guest: Confirmable, now: Date) => {
  const until = (now.getTime() + CONFIRMATION_DAYS * 24 * 60 * 60 * 1000).toString(36)
  return `${guest.id}.${until}.${await seal(secret, sealed(guest, until))}`
}

/** The id of the guest that a token names; whether it is genuine is not known yet. */
export const guestIn = (token: string): string | undefined => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : undefined
}

/** Whether the hub made this token for this guest and this address, and its time is not over. */
export const isConfirmation = async (
  secret: string,
  guest: Confirmable,
  token: string,
  now: Date,
): Promise<boolean> => {
  const [, until = '', mark = ''] = token.split('.')
  if (!(Number.parseInt(until, 36) > now.getTime())) return false
  return isSealed(secret, sealed(guest, until), mark)
}
