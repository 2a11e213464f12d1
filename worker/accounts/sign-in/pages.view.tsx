import type { Paths } from '../../../site/contract/paths'
import { Field } from '../../ui/field'
import { joinForm } from './form'
import { type SignInReason, signInMessage, signInTitles } from './messages'
import { ReturnToField, RefusalMessage } from './view'

/** The page after the form. It does not depend on whether the hub knows the address. */
export const LinkSent = ({
  paths,
  minutes,
  isLocal,
  again = paths.signIn(),
}: {
  paths: Paths
  minutes: number
  isLocal: boolean
  /** The page on which to request another link. */
  again?: string
}) => (
  <div class="doorway">
    <h1>{signInTitles.sent}</h1>
    <p class="lede">We have emailed you a link. It works once, for {minutes} minutes.</p>
    <p>
      No email? Check your spam folder and the address, or <a href={again}>request another link</a>.
    </p>
    {isLocal && (
      <p>
        This hub runs on your own machine: its emails are in the{' '}
        <a href={paths.mailbox()}>local mailbox</a>.
      </p>
    )}
  </div>
)

interface LinkPageProps {
  action: string
  email: string
  returnTo: string
  /** The name that a new member typed; `undefined` for a known member. */
  name: string | undefined
  fault?: SignInReason | undefined
}

/** The page behind the emailed link. Mail scanners follow links, so only its button signs in. */
export const LinkPage = ({ action, email, returnTo, name, fault }: LinkPageProps) => (
  <div class="doorway">
    <h1>{name === undefined ? 'Welcome back' : 'Welcome'}</h1>
    <p class="lede">
      {name === undefined
        ? 'Press the button to sign in.'
        : 'You are new here. What should we call you?'}
    </p>
    {fault && !fault.startsWith('name-') && <RefusalMessage fault={fault} />}
    <form class="sheet" method="post" action={action}>
      {name !== undefined && (
        <Field
          id="sign-in-name"
          label="Your name"
          fault={fault?.startsWith('name-') ? signInMessage(fault) : undefined}
          hint="Shown with everything you post. You can change it later."
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
      This link was sent to <strong>{email}</strong>. If you did not request it, close this page.
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

/** A ban that ends later than this is permanent, and its end is not shown. */
const PERMANENT_AFTER = Date.UTC(2200, 0)

/** The page for a banned member who tries to sign in. */
export const BannedPage = ({ paths, until, reason, language, timezone }: BannedProps) => (
  <div class="doorway">
    <h1>{signInTitles.banned}</h1>
    <p class="lede">
      {until.getTime() > PERMANENT_AFTER ? (
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
      You can still read everything that is public, and{' '}
      <a href={paths.leaving()}>download or delete your data</a>.
    </p>
  </div>
)
