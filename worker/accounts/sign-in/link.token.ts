import { isId } from '../../lib/id'
import { sha256, hmac } from '../../lib/hmac'

/** The purpose of an emailed link: to sign in, or to confirm an address. */
export type LinkPurpose = 'sign-in' | 'e-mail'

/** The token of a link, derived from its id with the hub’s secret, so that it is stored nowhere. */
export const linkToken = async (
  secret: string,
  purpose: LinkPurpose,
  id: string,
): Promise<string> => `${id}.${await hmac(secret, `${purpose} ${id}`)}`

/** The id in a token, which the outbox holds; empty if the token is malformed. */
export const idInLinkToken = (token: string): string => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : ''
}

/** The identifier of a link in `verifications`: its hash, so that a copy of the table gives no access. */
export const linkIdentifier = async (purpose: LinkPurpose, token: string): Promise<string> =>
  `${KINDS[purpose]}:${await sha256(token)}`

/** The identifier of a former address that will be notified; it gives no access. */
export const addressChangeIdentifier = (id: string): string => `e-mail-changed:${id}`

/** The prefixes of the identifiers; stored, so they do not change. */
const KINDS = { 'sign-in': 'magic-link', 'e-mail': 'e-mail' }
