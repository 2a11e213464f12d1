import { fieldsOf } from '../kit/form'
import { TRAP } from '../spam/view'
import type { Words } from './rules'

/** What Turnstile's widget calls its field. */
const TOKEN = 'cf-turnstile-response'

/** The fields of a comment's form: promises (worker/README.md), but for what guards it. */
const FIELDS = [
  ...(['body', 'parent', 'name', 'email', 'website', 'remember', 'as'] as const),
  ...(['drawn', TRAP, TOKEN] as const),
] as const

/** What somebody typed into the form of a comment, as it was sent. */
export const readWords = (body: ArrayBuffer): Words => {
  const { as, remember, [TRAP]: trap, [TOKEN]: token, ...sent } = fieldsOf(body, FIELDS)
  return {
    ...sent,
    token,
    remember: remember !== '',
    asMember: as === 'member',
    isTrapped: trap !== '',
  }
}
