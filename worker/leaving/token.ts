import { isId } from '../kit/id'
import { isSealed, seal } from '../kit/seal'
import type { Guest } from '../members/table'

/** For how long the letter to a guest who leaves is good, in hours. */
export const LEAVING_HOURS = 24

type Named = Pick<Guest, 'id' | 'email'>

const sealed = ({ id, email }: Named, until: string) => `leaving ${id} ${until} ${email}`

/** What the letter carries: whose e-mail it is, until when, and the hub's seal on both. */
export const leavingToken = async (secret: string, guest: Named, now: Date): Promise<string> => {
  const until = (now.getTime() + LEAVING_HOURS * 60 * 60 * 1000).toString(36)
  return `${guest.id}.${until}.${await seal(secret, sealed(guest, until))}`
}

/** The id of the guest that a token names; whether it is genuine is not known yet. */
export const leaverIn = (token: string): string | undefined => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : undefined
}

/** Whether the hub made this token for whoever holds this guest's mailbox, and its time is not over. */
export const isLeavingToken = async (
  secret: string,
  guest: Named,
  token: string,
  now: Date,
): Promise<boolean> => {
  const [, until = '', mark = ''] = token.split('.')
  if (!(Number.parseInt(until, 36) > now.getTime())) return false
  return isSealed(secret, sealed(guest, until), mark)
}
