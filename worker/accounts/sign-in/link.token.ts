import { isId } from '../../lib/id'
import { digest, seal } from '../../lib/hmac'

/** What a mailed link is for: to sign in, or to show an address to be one's own. */
export type Purpose = 'sign-in' | 'e-mail'

/** Only the hub can make the token of an id, and so it needs to be kept nowhere. */
export const tokenOf = async (secret: string, purpose: Purpose, id: string): Promise<string> =>
  `${id}.${await seal(secret, `${purpose} ${id}`)}`

/** The id in a token, by which the outbox speaks of a link; empty when it is none of ours. */
export const idIn = (token: string): string => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : ''
}

/** As what a link waits in `verifications`: by its hash, so that no reader of the table has it. */
export const waitingAs = async (purpose: Purpose, token: string): Promise<string> =>
  `${KINDS[purpose]}:${await digest(token)}`

/** As what somebody's old address waits for its letter; nothing can be done with the id. */
export const waitingToTell = (id: string): string => `e-mail-changed:${id}`

/** What the rows of each begin with. The words are older than this code, and links wait under them. */
const KINDS = { 'sign-in': 'magic-link', 'e-mail': 'e-mail' }
