import { statusOf } from '../../lib/define-form'
import { nameMessages } from '../../lib/form-messages'
import type { NameFault } from '../../lib/display-name'
import { LINK_MINUTES } from './rules'

/** Why a sign-in, or a change to the sign-in methods, is refused. */
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
    email: 'Please check the email address.',
    'no-sender': 'This hub cannot send email yet, so there are no sign-in links.',
    'too-fast': 'Too many attempts. Please wait a minute and try again.',
    'not-saved': 'We can’t do this right now. Please try again in a moment.',
    'link-gone': `This link no longer works. It may have been used, or be older than ${LINK_MINUTES} minutes. Request another below.`,
    denied: `Sign-in was cancelled at ${provider}. Try again, or use another sign-in method.`,
    'not-begun':
      'This sign-in was not started in this browser, or it took too long. Please start again.',
    'not-joined': `An account here has the email address that ${provider} gave, and you have not confirmed that it is yours. Sign in with an email link, then add ${provider} on your account page.`,
    'belongs-to-other': `That ${provider} account belongs to another member here. Sign in with it to see which, and remove it there first.`,
    'provider-failed': `${provider} did not respond as expected. Please try again in a moment, or use another sign-in method.`,
    passkey: 'That passkey did not work. Please try again, or use another sign-in method.',
    'passkey-known': 'That passkey is already yours, or belongs to another member.',
    'passkey-failed': 'The passkey could not be verified, or it took too long. Please try again.',
    'last-way':
      'You could no longer sign in without it. Add an email address or another sign-in method first.',
    'email-taken':
      'Another member signs in with this address. If that is you too, sign in with it instead.',
  })[reason]

/** The HTTP status of a refusal: as for other forms, but 404 for an expired link and 503 if unavailable. */
export const signInStatus = (reason: SignInReason) => {
  if (reason === 'no-sender' || reason === 'provider-failed') return 503
  return reason === 'link-gone' ? 404 : statusOf({ reason })
}

/** What the sign-in page says it takes to sign in. */
export const signInIntro = (hasProviders: boolean, canMail: boolean): string => {
  if (!hasProviders && !canMail)
    return 'No sign-in method is set up here yet. You can read everything, and comment as a guest.'
  const methods = [hasProviders && 'an account you already have', canMail && 'an email link']
  return `With ${methods.filter(Boolean).join(' or ')}. No password needed.`
}

/** Labels and hints of the sign-in forms and of the sign-in methods. */
export const signInLabels = {
  email: 'Email address',
  emailHint: 'Never shown. If you are new here, the link makes you a member.',
  ownEmailHint: 'Never shown. Follow the link we email you to confirm the address.',
  sendLink: 'Email me a sign-in link',
  sendConfirmation: 'Email me a confirmation link',
  usePasskey: 'Use a passkey',
  noPasskey: 'No passkey was used. Try again, or use another sign-in method.',
  hasPasskey: 'This device already has a passkey here.',
  passkeyName: 'Name of a new passkey',
  passkeyHint: 'Sign in with your fingerprint, face or PIN.',
  addPasskey: 'Add a passkey',
  methods: 'Sign-in methods',
  methodsAbout: 'However you sign in, you are the same member.',
  emailLink: 'Email link',
  noEmail: 'You have not confirmed an email address yet.',
  addEmail: 'Add an email address',
  unavailable: 'Currently unavailable.',
  lockedOut:
    'None of your sign-in methods works any more. Before you sign out, add an email address or another account, or you cannot sign in to this account again.',
}

/** Titles of the pages about signing in. */
export const signInTitles = {
  signIn: 'Sign in',
  sent: 'Check your email',
  banned: 'You cannot sign in',
  email: 'Email address',
  confirmEmail: 'Confirm your email address',
  linkGone: 'This link no longer works',
  taken: 'This address is taken',
  lastMethod: 'Your only sign-in method',
  noPasskey: 'The passkey was not added',
}
