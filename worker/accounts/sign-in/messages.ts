import { statusOf } from '../../lib/define-form'
import { nameMessages } from '../../lib/form-messages'
import type { NameFault } from '../../lib/display-name'

/** Why a sign-in, or a change to the ways of signing in, is refused. */
export type SignInReason =
  | 'email'
  | 'no-sender'
  | 'too-fast'
  | 'not-saved'
  | 'link-gone'
  | 'denied'
  | 'not-begun'
  | 'not-joined'
  | 'belongs-to-other'
  | 'provider-failed'
  | 'last-way'
  | 'passkey'
  | 'passkey-known'
  | 'passkey-failed'
  | 'email-taken'
  | `name-${NameFault}`

/** The sentence for a refusal. */
export const signInMessage = (reason: SignInReason, provider = 'Your provider'): string =>
  ({
    ...nameMessages,
    email: 'Please check the e-mail address.',
    'no-sender': 'This hub can not send mail yet, so there is no letter to wait for.',
    'too-fast': 'That was very quick. Please wait a minute and try again.',
    'not-saved': 'The hub could not do this just now. Please try again in a moment.',
    'link-gone':
      'This link is no longer good: it may have been used, or be older than a quarter of an hour. Ask for another below.',
    denied: `It was cancelled at ${provider}, so nobody came in. Nothing is kept; you can try again, or take another way in.`,
    'not-begun':
      'This way in was not begun in this browser just now, or it took too long. Please begin again.',
    'not-joined': `There is an account here with the e-mail that ${provider} gave, and it is not yet shown to be yours. Come in with a link in your mail; then you can add ${provider} on your own page.`,
    'belongs-to-other': `That account of ${provider} belongs to another member here. Sign in with it to see which, and remove it there first.`,
    'provider-failed': `${provider} did not answer as it should. Please try again in a moment, or take another way in.`,
    passkey: 'That passkey did not let you in. Please try again, or take another way in.',
    'passkey-known': 'That passkey is one of yours already, or belongs to another member.',
    'passkey-failed': 'It did not show what it should, or it took too long. Please try again.',
    'last-way':
      'Without it you could not come in any more. Give an e-mail or add another way in first; then it can go.',
    'email-taken':
      'Another member here comes in with this address, and it stays theirs. If that is you too, sign in with it instead.',
  })[reason]

/** How a refused sign-in is answered: as other forms are, but for what is gone or unavailable. */
export const signInStatus = (reason: SignInReason) => {
  if (reason === 'no-sender' || reason === 'provider-failed') return 503
  return reason === 'link-gone' ? 404 : statusOf({ reason })
}
