import { defineForm, type FormField } from '../../lib/define-form'
import { email, personName, raw } from '../../lib/form-fields'
import { isPlaceholderEmail } from './rules'

const returnTo = raw({ meaning: 'Where to go on once signed in: a path of the hub.' })

const credential = raw({ meaning: 'The browser’s response from the passkey, as JSON.' })

const anyEmail = email({ meaning: 'The email address that the link is sent to.' })

/** An address that a link can be sent to, in lower case. */
const reachable: FormField<string, { reason: 'email' }> = {
  ...anyEmail,
  read: (sent, context) => {
    const result = anyEmail.read(sent, context)
    const value = 'value' in result && result.value.toLowerCase()
    return value && !isPlaceholderEmail(value) ? { value } : { problem: { reason: 'email' } }
  },
}

/** Requests a sign-in link. */
export const signInForm = defineForm({ email: reachable, returnTo })

/** Follows that link; a new member gives a name. */
export const joinForm = defineForm({
  name: personName({ meaning: 'The name of a new member.' }),
  returnTo,
})

/** Starts a sign-in at a provider. */
export const providerForm = defineForm({ returnTo })

/** Signs in with a passkey. */
export const passkeyForm = defineForm({ credential, returnTo })

/** Adds a passkey to an account. */
export const newPasskeyForm = defineForm({
  credential,
  name: raw({ meaning: 'The member’s name for the passkey.', maxLength: 60 }),
})

/** Changes the email address of an account. */
export const ownEmailForm = defineForm({ email: reachable })
