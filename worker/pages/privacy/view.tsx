import type { Paths } from '../../../site/contract/paths'
import type { ErasureFault, ErasureInput } from './form'
import { erasureMessage } from './messages'

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

/** `countOf(1) // => 'Your comment'` */
const countOf = (comments: number) =>
  comments === 1 ? 'Your comment' : `Your ${comments.toLocaleString('en')} comments`

export interface Farewell {
  action: string
  /** How what stays is signed. */
  signed: string
  /** How many comments of theirs others can see. */
  comments: number
  input?: ErasureInput
  fault?: ErasureFault | undefined
}

/** The form that erases somebody: what becomes of their comments, and whether they are sure. */
export const ErasureForm = ({ action, signed, comments, input, fault }: Farewell) => (
  <form class="sheet" method="post" action={action}>
    {fault && (
      <p class="fault" role="alert">
        {erasureMessage(fault)}
      </p>
    )}
    {comments > 0 ? (
      <fieldset class="own-choices">
        <legend>{countOf(comments)}</legend>
        <Choice
          name="comments"
          value="stay"
          isChosen={input?.comments !== 'go'}
          title="Let them stay"
          about={`Your words still answer what they answered, signed “${signed}”. Nothing leads from them to you.`}
        />
        <Choice
          name="comments"
          value="go"
          isChosen={input?.comments === 'go'}
          title="Take them away"
          about="Your words go, and the conversations you started with them. Where somebody answered you, an empty place keeps their answer in order."
        />
      </fieldset>
    ) : (
      <input type="hidden" name="comments" value="go" />
    )}
    <p class="field-check">
      <label>
        <input type="checkbox" name="sure" value="yes" checked={Boolean(input?.sure)} required />
        Erase me. I know that nobody can undo this.
      </label>
    </p>
    <p class="form-actions">
      <button class="grave">Leave and erase</button>
    </p>
  </form>
)

/** What becomes of everything, before anybody presses anything. */
export const WhatGoes = ({ isMember }: { isMember: boolean }) => (
  <div class="own-lists">
    <section>
      <h2>What goes at once</h2>
      <ul>
        <li>your e-mail address, your name and your website</li>
        {isMember && (
          <li>
            your profile, your links, your level, and every way in: accounts, passkeys, browsers
          </li>
        )}
        <li>the reactions you gave, with their counts</li>
        <li>what you wrote that nobody but you has seen yet</li>
        <li>letters to you, sent or waiting</li>
      </ul>
    </section>
    <section>
      <h2>What stays</h2>
      <ul>
        <li>your comments, if you let them: without your name</li>
        <li>in our log, that somebody left on this day, and not who</li>
        <li>what you told of yourself in the words of a comment, if you let that stay</li>
        <li>
          for up to 30 days, copies that keep the database safe. Nobody reads them, unless all of it
          has to be brought back
        </li>
      </ul>
    </section>
  </div>
)

/** All that is held, before it is erased. */
export const Download = ({ action }: { action: string }) => (
  <form method="post" action={action}>
    <button class="quiet">Download what the hub holds of you</button>
  </form>
)

interface MemberLeaving extends Farewell {
  paths: Paths
  /** Nobody else could make hosts and owners. */
  isOnlyOwner: boolean
}

/** How a member leaves. */
export const MemberLeavingPage = ({ paths, isOnlyOwner, ...farewell }: MemberLeaving) => (
  <div class="own own-leaving">
    <h1>Leaving</h1>
    <p class="lede">
      You came by yourself, and you can go by yourself. We are sorry to see you go.
    </p>
    <WhatGoes isMember />
    <Download action={paths.ownData()} />
    {isOnlyOwner ? (
      <div class="sheet">
        <h2>You are the only owner</h2>
        <p>
          Without you nobody could look after the hosts of this hub. Make somebody else an owner
          first; then you can leave.
        </p>
        <p>
          <a class="button" href={paths.deskPeople()}>
            Make somebody an owner
          </a>
        </p>
      </div>
    ) : (
      <ErasureForm {...farewell} />
    )}
    <p>
      <a href={paths.me()}>Stay, and go back to your page</a>
    </p>
  </div>
)

interface AskingProps {
  paths: Paths
  email?: string
  isFaulty?: boolean
}

/** How a guest leaves: the first half, where they say which address is theirs. */
export const GuestAskingPage = ({ paths, email = '', isFaulty = false }: AskingProps) => (
  <div class="own own-leaving">
    <h1>See or erase what we hold of you</h1>
    <p class="lede">
      If you have written here as a guest, we hold your name, your e-mail address and what you
      wrote. Tell us the address, and we send you a letter with a link to all of it.
    </p>
    <form class="sheet" method="post" action={paths.leavingLetter()}>
      <div class="field">
        <label for="leaving-email">E-mail</label>
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
            This is no e-mail address. It should look like name@example.com.
          </p>
        )}
        <p class="hint">The one that you gave with your comments.</p>
      </div>
      <p class="form-actions">
        <button>Send me the letter</button>
      </p>
    </form>
    <p>
      Are you a member?{' '}
      <a href={paths.signIn({ returnTo: paths.leaving() })}>Sign in, and leave from there.</a>
    </p>
  </div>
)

/** How a guest leaves: the second half, behind the letter. */
export const GuestLeavingPage = ({ data, ...farewell }: Farewell & { data: string }) => (
  <div class="own own-leaving">
    <h1>What we hold of you</h1>
    <p class="lede">
      It is what you wrote as a guest, and the name and address that you gave. Take it with you, or
      have it erased.
    </p>
    <Download action={data} />
    <WhatGoes isMember={false} />
    <ErasureForm {...farewell} />
  </div>
)
