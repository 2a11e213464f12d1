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
      Ask, propose or share: everybody who may read the space can answer, and find it later.
    </p>
    <TopicForm {...form} action={form.hub.paths.start()} button="Start it" />
  </div>
)

interface NowhereProps {
  hub: Hub
  refusal: AccessRefusal | undefined
  /** Whoever is silenced. */
  silenced: SignedIn | undefined
}

/** What stands in the form's place for somebody who may start nothing here. */
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
        You can still say something in the{' '}
        <a href={hub.paths.home()}>conversations that are here</a>.
      </p>
    )}
  </div>
)
