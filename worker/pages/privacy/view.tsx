import type { Paths } from '../../../site/contract/paths'
import type { ErasureFault, ErasureInput } from './form'
import { erasureMessage, privacyMessages, privacyTitles } from './messages'

interface Choice {
  name: string
  value: string
  isChosen: boolean
  title: string
  about: string
}

const Choice = ({ name, value, isChosen, title, about }: Choice) => (
  <label class="own-choice">
    <input type="radio" name={name} value={value} checked={isChosen} required />
    <span>
      <strong>{title}</strong>
      <span class="hint">{about}</span>
    </span>
  </label>
)

/** `commentsLabel(1) // => 'Your comment'` */
const commentsLabel = (comments: number) =>
  comments === 1 ? 'Your comment' : `Your ${comments.toLocaleString('en')} comments`

export interface ErasureFormProps {
  action: string
  /** The name under which remaining comments are shown. */
  byline: string
  button: string
  /** The number of their public comments. */
  comments: number
  input?: ErasureInput
  fault?: ErasureFault | undefined
}

/** The form that erases a person: what happens to their comments, and a box to confirm. */
export const ErasureForm = ({
  action,
  byline,
  button,
  comments,
  input,
  fault,
}: ErasureFormProps) => (
  <form class="sheet" method="post" action={action}>
    {fault && (
      <p class="fault" role="alert">
        {erasureMessage(fault)}
      </p>
    )}
    {comments > 0 ? (
      <fieldset class="own-choices">
        <legend>{commentsLabel(comments)}</legend>
        <Choice
          name="comments"
          value="stay"
          isChosen={input?.comments !== 'go'}
          title={comments === 1 ? 'Keep it' : 'Keep them'}
          about={privacyMessages.stay(byline)}
        />
        <Choice
          name="comments"
          value="go"
          isChosen={input?.comments === 'go'}
          title={comments === 1 ? 'Delete it' : 'Delete them'}
          about={privacyMessages.go}
        />
      </fieldset>
    ) : (
      <input type="hidden" name="comments" value="go" />
    )}
    <p class="field-check">
      <label>
        <input type="checkbox" name="sure" value="yes" checked={Boolean(input?.sure)} required />
        {privacyMessages.sure}
      </label>
    </p>
    <p class="form-actions">
      <button class="grave">{button}</button>
    </p>
  </form>
)

/** What is deleted and what stays, shown before the form. */
export const DataSummary = ({ isMember }: { isMember: boolean }) => (
  <div class="own-lists">
    <section>
      <h2>Deleted at once</h2>
      <ul>
        <li>your email address, your name and your website</li>
        {isMember && (
          <li>
            your profile, your links, your level, and every sign-in method: accounts, passkeys,
            browsers
          </li>
        )}
        <li>the reactions you gave, with their counts</li>
        <li>what you wrote that is not public yet</li>
        <li>emails to you, sent or waiting</li>
      </ul>
    </section>
    <section>
      <h2>What stays</h2>
      <ul>
        <li>your comments, if you keep them: without your name</li>
        <li>in our audit log: that a member or guest left on this day, and not who</li>
        <li>what you wrote about yourself in a comment, if you keep it</li>
        <li>
          for up to 30 days, backups of the database. They are read only if it has to be restored
        </li>
      </ul>
    </section>
  </div>
)

/** The button that downloads the archive. */
export const Download = ({ action }: { action: string }) => (
  <form method="post" action={action}>
    <button class="quiet">Download my data</button>
  </form>
)

interface MemberLeaving extends Omit<ErasureFormProps, 'button'> {
  paths: Paths
  /** Whether no one else could manage hosts and owners. */
  isOnlyOwner: boolean
}

/** The page on which a member deletes their account. */
export const DeleteAccountPage = ({ paths, isOnlyOwner, ...form }: MemberLeaving) => (
  <div class="own own-leaving">
    <h1>{privacyTitles.member}</h1>
    <p class="lede">
      You can delete your account yourself, at any time. We are sorry to see you go.
    </p>
    <DataSummary isMember />
    <Download action={paths.ownData()} />
    {isOnlyOwner ? (
      <div class="sheet">
        <h2>You are the only owner</h2>
        <p>{privacyMessages.isOnlyOwner}</p>
        <p>
          <a class="button" href={paths.deskPeople()}>
            Choose another owner
          </a>
        </p>
      </div>
    ) : (
      <ErasureForm {...form} button={privacyTitles.member} />
    )}
    <p>
      <a href={paths.me()}>Cancel</a>
    </p>
  </div>
)

interface AskingProps {
  paths: Paths
  email?: string
  isFaulty?: boolean
}

/** The page on which a guest enters their address to get a link. */
export const DataRequestPage = ({ paths, email = '', isFaulty = false }: AskingProps) => (
  <div class="own own-leaving">
    <h1>{privacyTitles.request}</h1>
    <p class="lede">
      If you have written here as a guest, we store your name, your email address and what you
      wrote. Enter the address, and we email you a link to all of it.
    </p>
    <form class="sheet" method="post" action={paths.leavingLetter()}>
      <div class="field">
        <label for="leaving-email">Email</label>
        <input
          id="leaving-email"
          name="email"
          type="email"
          autocomplete="email"
          required
          value={email}
          {...(isFaulty && { 'aria-invalid': 'true', 'aria-describedby': 'leaving-email-fault' })}
        />
        {isFaulty && (
          <p class="fault" id="leaving-email-fault">
            {privacyMessages.notAnEmail}
          </p>
        )}
        <p class="hint">The one you gave with your comments.</p>
      </div>
      <p class="form-actions">
        <button>Email me a link</button>
      </p>
    </form>
    <p>
      Are you a member?{' '}
      <a href={paths.signIn({ returnTo: paths.leaving() })}>
        Sign in, and delete your account there.
      </a>
    </p>
  </div>
)

/** The page behind the emailed link, with export and erasure. */
export const GuestDataPage = ({
  data,
  ...form
}: Omit<ErasureFormProps, 'button'> & { data: string }) => (
  <div class="own own-leaving">
    <h1>{privacyTitles.guest}</h1>
    <p class="lede">
      It is what you wrote as a guest, and the name and address that you gave. Download it, or
      delete it.
    </p>
    <Download action={data} />
    <DataSummary isMember={false} />
    <ErasureForm {...form} button="Delete my data" />
  </div>
)
