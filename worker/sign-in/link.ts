import { isId, newId } from '../kit/id'
import { digest, seal } from '../kit/seal'

/** Only the hub can make the token of an id, and so it needs to be kept nowhere. */
export const tokenOf = async (secret: string, id: string): Promise<string> =>
  `${id}.${await seal(secret, `sign-in ${id}`)}`

export const newToken = (secret: string, now: Date): Promise<string> => tokenOf(secret, newId(now))

/** The id in a token, by which the outbox speaks of a link; empty when it is none of ours. */
export const idIn = (token: string): string => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : ''
}

/** As what a link waits in `verifications`: by its hash, so that no reader of the table has it. */
export const waitingAs = async (token: string): Promise<string> =>
  `magic-link:${await digest(token)}`
