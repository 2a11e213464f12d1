import { isId } from '../../lib/id'
import { sha256, hmac } from '../../lib/hmac'

/** What a mailed link is for: to sign in, or to show an address to be one's own. */
export type LinkPurpose = 'sign-in' | 'e-mail'

/** Only the hub can make the token of an id, and so it needs to be kept nowhere. */
export const linkToken = async (
  secret: string,
  purpose: LinkPurpose,
  id: string,
): Promise<string> => `${id}.${await hmac(secret, `${purpose} ${id}`)}`

/** The id in a token, by which the outbox speaks of a link; empty when it is none of ours. */
export const idInLinkToken = (token: string): string => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : ''
}

/** As what a link waits in `verifications`: by its hash, so that no reader of the table has it. */
export const linkIdentifier = async (purpose: LinkPurpose, token: string): Promise<string> =>
  `${KINDS[purpose]}:${await sha256(token)}`

/** As what somebody's old address waits for its letter; nothing can be done with the id. */
export const addressChangeIdentifier = (id: string): string => `e-mail-changed:${id}`

/** What the rows of each begin with. The words are older than this code, and links wait under them. */
const KINDS = { 'sign-in': 'magic-link', 'e-mail': 'e-mail' }
