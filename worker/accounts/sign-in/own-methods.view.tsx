import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { dateFormat } from '../../lib/date-format'
import { Field } from '../../ui/field'
import { AccountSection } from '../../ui/account-section'
import { newPasskeyForm } from './form'
import type { Provider } from './providers.rules'
import type { SignedIn } from './queries'
import { signInLabels, type SignInReason, signInMessage, signInTitles } from './messages'
import type { Passkey, SignIn } from './table'
import { PasskeyForm, ProviderButtons, RefusalMessage } from './view'

export interface SignInMethodsProps {
  hub: Hub
  member: Pick<SignedIn, 'email' | 'emailVerified'>
  accounts: SignIn[]
  keys: Passkey[]
  enabled: Provider[]
  /** The label of a provider, also of one that is not enabled. */
  labelOf: (id: string) => string
  /** When a provider was removed; `undefined` if it was not. */
  closedAt: (id: string) => number | undefined
  canMail: boolean
}

const Day = ({ hub, at }: { hub: Hub; at: Date | number }) => (
  <time datetime={new Date(at).toISOString()}>
    {dateFormat(hub.language, { dateStyle: 'long', timeZone: hub.timezone }).format(at)}
  </time>
)

/** The form for a member’s email address. A link in an email confirms it before it is stored. */
export const EmailForm = ({
  paths,
  email,
  fault,
}: {
  paths: Paths
  email: string
  fault?: SignInReason | undefined
}) => (
  <form class="sheet" method="post" action={paths.ownEmail()}>
    <Field
      id="own-email"
      label={signInLabels.email}
      fault={fault && signInMessage(fault)}
      hint={signInLabels.ownEmailHint}
      input={{ name: 'email', type: 'email', autocomplete: 'email', required: true, value: email }}
    />
    <div class="form-actions">
      <button>{signInLabels.sendConfirmation}</button>
    </div>
  </form>
)

const EmailMethod = ({
  paths,
  member,
  canMail,
}: { paths: Paths } & Pick<SignInMethodsProps, 'member' | 'canMail'>) => (
  <li>
    <div>
      <strong>{signInLabels.emailLink}</strong>
      <p class="soft">{member.emailVerified ? member.email : signInLabels.noEmail}</p>
    </div>
    {canMail && (
      <details class="own-more">
        <summary>{member.emailVerified ? 'Change' : signInLabels.addEmail}</summary>
        <EmailForm paths={paths} email="" />
      </details>
    )}
  </li>
)

const AccountMethod = ({ methods, account }: { methods: SignInMethodsProps; account: SignIn }) => {
  const { hub, labelOf, closedAt, enabled } = methods
  const label = labelOf(account.providerId)
  const closed = closedAt(account.providerId)
  const isEnabled = enabled.some(({ id }) => id === account.providerId)
  return (
    <li>
      <div>
        <strong>{label}</strong>
        <p class="soft">
          {closed !== undefined ? (
            <>
              Ended on <Day hub={hub} at={closed} />: you can no longer sign in with it.
            </>
          ) : isEnabled ? (
            <>
              Added on <Day hub={hub} at={account.createdAt} />
            </>
          ) : (
            signInLabels.unavailable
          )}
        </p>
      </div>
      <form method="post" action={hub.paths.removalOfWay(account.id)}>
        <button class="quiet">
          Remove<span class="unseen"> {label}</span>
        </button>
      </form>
    </li>
  )
}

const PasskeyMethod = ({ hub, passkey }: { hub: Hub; passkey: Passkey }) => (
  <li>
    <div>
      <strong>{passkey.name}</strong>
      <p class="soft">
        Passkey, added on <Day hub={hub} at={passkey.createdAt} />
        {passkey.usedAt && (
          <>
            ; last used on <Day hub={hub} at={passkey.usedAt} />
          </>
        )}
      </p>
    </div>
    <form method="post" action={hub.paths.removalOfPasskey(passkey.id)}>
      <button class="quiet">
        Remove<span class="unseen"> {passkey.name}</span>
      </button>
    </form>
  </li>
)

const NewPasskeyForm = ({ paths }: { paths: Paths }) => (
  <PasskeyForm kind="create" challenge={paths.ownPasskeyChallenge()} action={paths.ownPasskeys()}>
    <Field
      id="own-passkey"
      label={signInLabels.passkeyName}
      hint={signInLabels.passkeyHint}
      input={{
        ...newPasskeyForm.attributes('name'),
        autocomplete: 'off',
        placeholder: 'My phone',
      }}
    />
    <div class="form-actions">
      <button class="quiet">{signInLabels.addPasskey}</button>
    </div>
  </PasskeyForm>
)

/** The warning for a member who could not sign in again after signing out. */
const LockedOutWarning = ({ methods }: { methods: SignInMethodsProps }) => {
  const { member, accounts, keys, enabled, canMail } = methods
  const hasAccount = accounts.some(({ providerId }) => enabled.some(({ id }) => id === providerId))
  if (hasAccount || keys.length > 0 || (member.emailVerified && canMail)) return null
  return (
    <p class="fault" role="alert">
      {signInLabels.lockedOut}
    </p>
  )
}

/** The member’s sign-in methods, with forms to add and remove them. */
export const SignInMethods = (methods: SignInMethodsProps) => {
  const { hub, accounts, keys, enabled } = methods
  const { paths } = hub
  const more = enabled.filter(({ id }) => !accounts.some(({ providerId }) => providerId === id))
  return (
    <AccountSection id="ways-in" title={signInLabels.methods} about={signInLabels.methodsAbout}>
      <LockedOutWarning methods={methods} />
      <ul class="own-list">
        <EmailMethod paths={paths} member={methods.member} canMail={methods.canMail} />
        {accounts.map((account) => (
          <AccountMethod methods={methods} account={account} />
        ))}
        {keys.map((key) => (
          <PasskeyMethod hub={hub} passkey={key} />
        ))}
      </ul>
      {more.length > 0 && (
        <ProviderButtons paths={paths} providers={more} returnTo={paths.me()} verb="Add" isBrief />
      )}
      <NewPasskeyForm paths={paths} />
    </AccountSection>
  )
}

/** The page behind the emailed link. Mail scanners follow links, so only its button confirms. */
export const EmailProof = ({ email, action }: { email: string; action: string }) => (
  <div class="doorway">
    <h1>{signInTitles.confirmEmail}</h1>
    <p class="lede">
      From now on you sign in here with <strong>{email}</strong>.
    </p>
    <form method="post" action={action}>
      <button>Confirm this address</button>
    </form>
    <p class="soft">You will be signed out in all other browsers.</p>
  </div>
)

/** A refusal, with a link back to the account page. */
export const MethodRefusal = ({
  paths,
  title,
  fault,
  label,
}: {
  paths: Paths
  title: string
  fault: SignInReason
  label?: string
}) => (
  <div class="doorway">
    <h1>{title}</h1>
    <RefusalMessage fault={fault} provider={label} />
    <p>
      <a href={`${paths.me()}#ways-in`}>{signInLabels.methods}</a>
    </p>
  </div>
)
