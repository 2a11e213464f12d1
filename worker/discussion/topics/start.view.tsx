import type { Hub } from '../../../site/contract/hub'
import { SilenceNotice } from '../../accounts/members/silence.view'
import type { SignedIn } from '../../accounts/sign-in/queries'
import type { AccessRefusal } from '../../accounts/access/messages'
import type { TopicFormProps } from './draft.form'
import { TopicForm } from './form.view'

/** The page on which a member starts a topic. */
export const StartPage = (form: Omit<TopicFormProps, 'action' | 'button'>) => (
  <div class="start">
    <h1>Start a conversation</h1>
    <p class="lede">
      Ask, propose or share something. Everyone who can read the space can reply to it.
    </p>
    <TopicForm {...form} action={form.hub.paths.start()} button="Start conversation" />
  </div>
)

interface NowhereProps {
  hub: Hub
  refusal: AccessRefusal | undefined
  /** The member, if they are silenced. */
  silenced: SignedIn | undefined
}

/** In place of the form, for members who may not start topics. */
export const CannotStartPage = ({ hub, refusal, silenced }: NowhereProps) => (
  <div class="start">
    <h1>Start a conversation</h1>
    {silenced ? (
      <SilenceNotice hub={hub} member={silenced} />
    ) : (
      <p>
        {refusal?.sentence} {refusal && <a href={refusal.link.href}>{refusal.link.label}</a>}
      </p>
    )}
    {!silenced && (
      <p>
        You can still comment in <a href={hub.paths.home()}>existing conversations</a>.
      </p>
    )}
  </div>
)
