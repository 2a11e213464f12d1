import type { Paths } from '../../../site/contract/paths'
import { Field } from '../../ui/field'
import { joinForm } from './form'
import { type SignInReason, signInMessage } from './messages'
import { ReturnToField, RefusalMessage } from './view'

/** The page after the form: the same whether the hub knows the address or not. */
export const LinkSent = ({
  paths,
  minutes,
  isLocal,
  again = paths.signIn(),
}: {
  paths: Paths
  minutes: number
  isLocal: boolean
  /** Where to ask for another. */
  again?: string
}) => (
  <div class="doorway">
    <h1>Look into your mail</h1>
    <p class="lede">
      A letter with a link is on its way to you. The link is good for {minutes} minutes.
    </p>
    <p>
      Nothing there? Look among the spam, check the address, and{' '}
      <a href={again}>ask for another link</a>.
    </p>
    {isLocal && (
      <p>
        This hub runs on your own machine: its letters are in the{' '}
        <a href={paths.mailbox()}>local mailbox</a>.
      </p>
    )}
  </div>
)

interface LinkPageProps {
  action: string
  email: string
  returnTo: string
  /** What somebody new is called: as they typed it. `undefined` for whoever is known. */
  name: string | undefined
  fault?: SignInReason | undefined
}

/** The page behind the mailed link. Mail scanners follow links, so only its button signs in. */
export const LinkPage = ({ action, email, returnTo, name, fault }: LinkPageProps) => (
  <div class="doorway">
    <h1>{name === undefined ? 'Welcome back' : 'Welcome'}</h1>
    <p class="lede">
      {name === undefined
        ? 'Press the button, and you are in.'
        : 'You are new here. How shall we call you?'}
    </p>
    {fault && !fault.startsWith('name-') && <RefusalMessage fault={fault} />}
    <form class="sheet" method="post" action={action}>
      {name !== undefined && (
        <Field
          id="sign-in-name"
          label="Your name"
          fault={fault?.startsWith('name-') ? signInMessage(fault) : undefined}
          hint="Everybody sees it beside what you say. You can change it later."
          input={{
            ...joinForm.attributes('name'),
            autocomplete: 'name',
            value: name,
          }}
        />
      )}
      <ReturnToField to={returnTo} />
      <div class="form-actions">
        <button>{name === undefined ? 'Sign in' : 'Become a member'}</button>
      </div>
    </form>
    <p>
      This link came to <strong>{email}</strong>. If you did not ask for it, just close this page.
    </p>
  </div>
)

interface BannedProps {
  paths: Paths
  until: Date
  reason: string | null
  language: string
  timezone: string
}

/** Beyond this, a ban is for ever, and its day says nothing. */
const FOR_EVER = Date.UTC(2200, 0)

/** What somebody who is banned hears, and nothing else. */
export const BannedPage = ({ paths, until, reason, language, timezone }: BannedProps) => (
  <div class="doorway">
    <h1>You can not sign in</h1>
    <p class="lede">
      {until.getTime() > FOR_EVER ? (
        'A host has closed your account here.'
      ) : (
        <>
          A host has closed your account here until{' '}
          <time datetime={until.toISOString()}>
            {until.toLocaleString(language, {
              dateStyle: 'long',
              timeStyle: 'short',
              timeZone: timezone,
            })}
          </time>
          .
        </>
      )}
    </p>
    {reason && (
      <>
        <p>They gave this reason:</p>
        <blockquote>{reason}</blockquote>
      </>
    )}
    <p>
      You can still read all that is open to everybody, and{' '}
      <a href={paths.leaving()}>take along or erase what the hub holds of you</a>.
    </p>
  </div>
)
