import type { Paths } from '../../../site/contract/paths'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { OwnPart } from '../../ui/account-section'

/** Whether a member gets letters that they may do without, and the way to change that. */
export const Letters = ({
  paths,
  member,
}: {
  paths: Paths
  member: Pick<SignedIn, 'isUnmailed'>
}) => (
  <OwnPart
    id="letters"
    title="Letters"
    about="When somebody mentions you, and when an idea changes that you voted for."
  >
    <form method="post" action={paths.letters()}>
      <p>
        {member.isUnmailed
          ? 'You get none. What you would be told still stands on this page.'
          : 'You get them by e-mail.'}
      </p>
      <button class="quiet" name="to" value={member.isUnmailed ? 'on' : 'off'}>
        {member.isUnmailed ? 'Send me letters' : 'Send me no letters'}
      </button>
    </form>
  </OwnPart>
)
