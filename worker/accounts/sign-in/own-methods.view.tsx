import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { dateFormat } from '../../lib/date-format'
import { Field } from '../../ui/field'
import { AccountSection } from '../../ui/account-section'
import { newPasskeyForm } from './form'
import type { Provider } from './providers.rules'
import type { SignedIn } from './queries'
import { type SignInReason, signInMessage } from './messages'
import type { Passkey, SignIn } from './table'
import { PasskeyForm, ProviderButtons, RefusalMessage } from './view'

export interface SignInMethodsProps {
  hub: Hub
  member: Pick<SignedIn, 'email' | 'emailVerified'>
  accounts: SignIn[]
  keys: Passkey[]
  /** The providers that let people in now. */
  open: Provider[]
  /** What people call each provider, those that are shut too. */
  labelOf: (id: string) => string
  /** When a provider was left, if it was. */
  closedAt: (id: string) => number | undefined
  canMail: boolean
}

const Day = ({ hub, at }: { hub: Hub; at: Date | number }) => (
  <time datetime={new Date(at).toISOString()}>
    {dateFormat(hub.language, { dateStyle: 'long', timeZone: hub.timezone }).format(at)}
  </time>
)

/** The field for a member's own e-mail, which is theirs only once they follow the letter. */
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
      label="Your e-mail"
      fault={fault && signInMessage(fault)}
      hint="It is never shown. We send a letter there; it is yours once you follow the link in it."
      input={{ name: 'email', type: 'email', autocomplete: 'email', required: true, value: email }}
    />
    <div class="form-actions">
      <button>Mail me a link</button>
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
      <strong>A link by mail</strong>
      <p class="soft">
        {member.emailVerified ? member.email : 'You have shown no address to be yours yet.'}
      </p>
    </div>
    {canMail && (
      <details class="own-more">
        <summary>{member.emailVerified ? 'Change' : 'Give an e-mail'}</summary>
        <EmailForm paths={paths} email="" />
      </details>
    )}
  </li>
)

const AccountMethod = ({ ways, account }: { ways: SignInMethodsProps; account: SignIn }) => {
  const { hub, labelOf, closedAt, open } = ways
  const label = labelOf(account.providerId)
  const closed = closedAt(account.providerId)
  const isOpen = open.some(({ id }) => id === account.providerId)
  return (
    <li>
      <div>
        <strong>{label}</strong>
        <p class="soft">
          {closed !== undefined ? (
            <>
              It closed its door on <Day hub={hub} at={closed} />: it lets nobody in any more.
            </>
          ) : isOpen ? (
            <>
              Since <Day hub={hub} at={account.createdAt} />
            </>
          ) : (
            'It is shut at the moment.'
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
        A passkey, since <Day hub={hub} at={passkey.createdAt} />
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
      label="Name of a new passkey"
      hint="Then this device lets you in, by its lock: a finger, a face, or a code."
      input={{
        ...newPasskeyForm.attributes('name'),
        autocomplete: 'off',
        placeholder: 'My phone',
      }}
    />
    <div class="form-actions">
      <button class="quiet">Add a passkey</button>
    </div>
  </PasskeyForm>
)

/** What somebody hears who could not come in again, should they sign out now. */
const LockedOutWarning = ({ ways }: { ways: SignInMethodsProps }) => {
  const { member, accounts, keys, open, canMail } = ways
  const opens = accounts.some(({ providerId }) => open.some(({ id }) => id === providerId))
  if (opens || keys.length > 0 || (member.emailVerified && canMail)) return null
  return (
    <p class="fault" role="alert">
      None of your ways in is open any more. Before you sign out, give an e-mail or add another
      account, or you can not come back as who you are.
    </p>
  )
}

/** By what a member comes in, with what can be added and taken away. */
export const SignInMethods = (ways: SignInMethodsProps) => {
  const { accounts, open } = ways
  const more = open.filter(({ id }) => !accounts.some(({ providerId }) => providerId === id))
  return (
    <AccountSection
      id="ways-in"
      title="Ways in"
      about="However you come in, you are the same member."
    >
      <LockedOutWarning ways={ways} />
      <ul class="own-list">
        <EmailMethod paths={ways.hub.paths} member={ways.member} canMail={ways.canMail} />
        {accounts.map((account) => (
          <AccountMethod ways={ways} account={account} />
        ))}
        {ways.keys.map((key) => (
          <PasskeyMethod hub={ways.hub} passkey={key} />
        ))}
      </ul>
      {more.length > 0 && (
        <ProviderButtons
          paths={ways.hub.paths}
          providers={more}
          returnTo={ways.hub.paths.me()}
          verb="Add"
          isBrief
        />
      )}
      <NewPasskeyForm paths={ways.hub.paths} />
    </AccountSection>
  )
}

/** The page behind the letter. Mail scanners follow links, so only its button does it. */
export const EmailProof = ({ email, action }: { email: string; action: string }) => (
  <div class="doorway">
    <h1>Is this address yours?</h1>
    <p class="lede">
      From now on you would come in here with <strong>{email}</strong>.
    </p>
    <form method="post" action={action}>
      <button>Yes, this address is mine</button>
    </form>
    <p class="soft">Where else you are signed in, you will have to sign in again.</p>
  </div>
)

/** A refusal, with the way back to one's own page. */
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
      <a href={`${paths.me()}#ways-in`}>To your ways in</a>
    </p>
  </div>
)
