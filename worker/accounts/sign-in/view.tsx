import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Retired } from '../../../site/contract/networks'
import type { Paths } from '../../../site/contract/paths'
import { dateFormat } from '../../lib/date-format'
import { Field } from '../../ui/field'
import type { Provider } from './providers.rules'
import { type SignInReason, signInMessage } from './messages'

/** Where somebody is led back to, for the form that carries it on. */
export const ReturnToField = ({ to }: { to: string }) => (
  <input type="hidden" name="returnTo" value={to} />
)

/** What is wrong with no field; it takes the focus, so that it is read first. */
export const RefusalMessage = ({
  fault,
  provider,
}: {
  fault: SignInReason
  provider?: string | undefined
}) => (
  <p class="fault" role="alert" tabindex={-1} autofocus>
    {signInMessage(fault, provider)}
  </p>
)

/** Letters for a provider without a mark; by default its first. */
const letters: Record<string, string> = { linkedin: 'in' }

/** The small picture of a provider: its icon, its mark, or else letters. */
const ProviderIcon = ({ provider: { id, label, icon, mark } }: { provider: Provider }) => {
  if (icon) return <img class="door-mark" src={icon} alt="" width="24" height="24" />
  return mark ? (
    <span class="door-mark" aria-hidden="true">
      <svg viewBox="0 0 24 24" width="20" height="20" fill="currentColor">
        <path d={mark} />
      </svg>
    </span>
  ) : (
    <span class="door-mark door-letters" aria-hidden="true">
      {letters[id] ?? label.slice(0, 1)}
    </span>
  )
}

/** A button for each provider. */
export const ProviderButtons = ({
  paths,
  providers,
  returnTo,
  verb,
  isBrief = false,
}: {
  paths: Paths
  providers: Provider[]
  returnTo: string
  /** What the button does: `Continue with`. */
  verb: string
  /** Several in a line, where they are not what the page is for. */
  isBrief?: boolean
}) => (
  <ul class={isBrief ? 'doors doors-brief' : 'doors'}>
    {providers.map((provider) => (
      <li>
        <form method="post" action={paths.provider(provider.id)}>
          <ReturnToField to={returnTo} />
          <button class="quiet">
            <ProviderIcon provider={provider} />
            <span>
              {verb} {provider.label}
            </span>
          </button>
        </form>
      </li>
    ))}
  </ul>
)

/**
 * A form that a passkey signs. It can do nothing without its script, and so is hidden until that
 * has found that the browser knows passkeys.
 */
export const PasskeyForm = ({
  kind,
  challenge,
  action,
  children,
}: {
  /** `get` lets somebody in, `create` makes a new key. */
  kind: 'get' | 'create'
  challenge: string
  action: string
  children: Child
}) => (
  <hub-passkey hidden data-kind={kind} data-challenge={challenge}>
    <form method="post" action={action}>
      <input type="hidden" name="credential" value="" />
      {children}
      <p class="fault" role="alert" hidden>
        No passkey was used. You can try again, or do without.
      </p>
      {kind === 'create' && (
        <p class="fault" role="alert" hidden>
          This device already has a passkey here.
        </p>
      )}
    </form>
  </hub-passkey>
)

const Day = ({ at, hub }: { at: number; hub: Hub }) => (
  <time datetime={new Date(at).toISOString()}>
    {dateFormat(hub.language, { dateStyle: 'long', timeZone: hub.timezone }).format(at)}
  </time>
)

interface SignInPageProps {
  hub: Hub
  providers: Provider[]
  /** The providers that nobody can come in by any more. */
  closed: Retired[]
  canMail: boolean
  returnTo: string
  email?: string | undefined
  fault?: SignInReason | undefined
  /** What people call the provider that the fault is about. */
  provider?: string | undefined
}

const introFor = (hasProviders: boolean, canMail: boolean) => {
  if (!hasProviders && !canMail)
    return 'No way in is set up here yet. You can read everything, and comment as a guest.'
  if (!hasProviders) return 'With a link in your mail. There is no password to make or to forget.'
  return canMail
    ? 'With an account you already have, or a link in your mail. There is no password to make.'
    : 'With an account you already have. There is no password to make.'
}

/** The ways in. */
export const SignInPage = (props: SignInPageProps) => {
  const { hub, providers, closed, canMail, returnTo, email = '', fault, provider } = props
  return (
    <div class="doorway">
      <h1>Sign in</h1>
      <p class="lede">{introFor(providers.length > 0, canMail)}</p>
      {fault && fault !== 'email' && <RefusalMessage fault={fault} provider={provider} />}
      {canMail && (
        <form class="sheet" method="post" action={hub.paths.signIn()}>
          <Field
            id="sign-in-email"
            label="Your e-mail"
            fault={fault === 'email' ? signInMessage(fault) : undefined}
            hint="It is never shown. If you are new here, the link makes you a member."
            input={{
              name: 'email',
              type: 'email',
              autocomplete: 'email',
              required: true,
              value: email,
            }}
          />
          <ReturnToField to={returnTo} />
          <div class="form-actions">
            <button>Mail me a link</button>
          </div>
        </form>
      )}
      {providers.length > 0 && canMail && <p class="doors-or">or</p>}
      {providers.length > 0 && (
        <ProviderButtons
          paths={hub.paths}
          providers={providers}
          returnTo={returnTo}
          verb="Continue with"
        />
      )}
      <PasskeyForm kind="get" challenge={hub.paths.passkeyChallenge()} action={hub.paths.passkey()}>
        <ReturnToField to={returnTo} />
        <button class="quiet">
          <span class="door-mark" aria-hidden="true">
            <svg class="icon" viewBox="0 0 24 24">
              <path d="M12 12h9v4m-4-4v3m-5-3a4 4 0 1 1-8 0 4 4 0 0 1 8 0z" />
            </svg>
          </span>
          <span>Use a passkey</span>
        </button>
      </PasskeyForm>
      {closed.map(({ name, at }) => (
        <p class="soft">
          {name} closed its door on <Day at={at} hub={hub} />
          {canMail
            ? `: if you came in with it, use a link in your mail, and you are the same member.`
            : '.'}
        </p>
      ))}
    </div>
  )
}
