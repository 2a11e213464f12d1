import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Retired } from '../../../site/contract/networks'
import type { Paths } from '../../../site/contract/paths'
import { dateFormat } from '../../lib/date-format'
import { Field } from '../../ui/field'
import type { Provider } from './providers.rules'
import {
  signInIntro,
  signInLabels,
  type SignInReason,
  signInMessage,
  signInTitles,
} from './messages'

/** The hidden field with the path to return to after signing in. */
export const ReturnToField = ({ to }: { to: string }) => (
  <input type="hidden" name="returnTo" value={to} />
)

/** A fault that belongs to no field. It takes the focus, so that screen readers read it first. */
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

/** Letters for a provider without a mark; by default the first of its label. */
const letters: Record<string, string> = { linkedin: 'in' }

/** The icon of a provider: its own, its mark, or else letters. */
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
  /** The label before the provider’s: `Continue with`. */
  verb: string
  /** Several in a row, on a page that is mainly about something else. */
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
 * A form that a passkey signs. It needs its script, which shows it once it has found that the browser
 * supports passkeys.
 */
export const PasskeyForm = ({
  kind,
  challenge,
  action,
  children,
}: {
  /** `get` signs in, `create` adds a passkey. */
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
        {signInLabels.noPasskey}
      </p>
      {kind === 'create' && (
        <p class="fault" role="alert" hidden>
          {signInLabels.hasPasskey}
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
  /** The providers that were removed since. */
  closed: Retired[]
  canMail: boolean
  returnTo: string
  email?: string | undefined
  fault?: SignInReason | undefined
  /** The label of the provider that the fault is about. */
  provider?: string | undefined
}

type EmailFormProps = Pick<SignInPageProps, 'hub' | 'returnTo' | 'email' | 'fault'>

const EmailLinkForm = ({ hub, returnTo, email = '', fault }: EmailFormProps) => (
  <form class="sheet" method="post" action={hub.paths.signIn()}>
    <Field
      id="sign-in-email"
      label={signInLabels.email}
      fault={fault === 'email' ? signInMessage(fault) : undefined}
      hint={signInLabels.emailHint}
      input={{ name: 'email', type: 'email', autocomplete: 'email', required: true, value: email }}
    />
    <ReturnToField to={returnTo} />
    <div class="form-actions">
      <button>{signInLabels.sendLink}</button>
    </div>
  </form>
)

const PasskeyButton = ({ hub: { paths }, returnTo }: Pick<SignInPageProps, 'hub' | 'returnTo'>) => (
  <PasskeyForm kind="get" challenge={paths.passkeyChallenge()} action={paths.passkey()}>
    <ReturnToField to={returnTo} />
    <button class="quiet">
      <span class="door-mark" aria-hidden="true">
        <svg class="icon" viewBox="0 0 24 24">
          <path d="M12 12h9v4m-4-4v3m-5-3a4 4 0 1 1-8 0 4 4 0 0 1 8 0z" />
        </svg>
      </span>
      <span>{signInLabels.usePasskey}</span>
    </button>
  </PasskeyForm>
)

/** The page with every sign-in method. */
export const SignInPage = (props: SignInPageProps) => {
  const { hub, providers, closed, canMail, returnTo, fault, provider } = props
  return (
    <div class="doorway">
      <h1>{signInTitles.signIn}</h1>
      <p class="lede">{signInIntro(providers.length > 0, canMail)}</p>
      {fault && fault !== 'email' && <RefusalMessage fault={fault} provider={provider} />}
      {canMail && <EmailLinkForm {...props} />}
      {providers.length > 0 && canMail && <p class="doors-or">or</p>}
      {providers.length > 0 && (
        <ProviderButtons
          paths={hub.paths}
          providers={providers}
          returnTo={returnTo}
          verb="Continue with"
        />
      )}
      <PasskeyButton hub={hub} returnTo={returnTo} />
      {closed.map(({ name, at }) => (
        <p class="soft">
          Sign-in with {name} ended on <Day at={at} hub={hub} />.
          {canMail && ' Use an email link instead: you are the same member.'}
        </p>
      ))}
    </div>
  )
}
