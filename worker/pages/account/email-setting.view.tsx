import type { Paths } from '../../../site/contract/paths'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { AccountSection } from '../../ui/account-section'

/** Turns optional emails on and off. */
export const EmailSetting = ({
  paths,
  member,
}: {
  paths: Paths
  member: Pick<SignedIn, 'isUnmailed'>
}) => (
  <AccountSection
    id="letters"
    title="Email notifications"
    about="When you are mentioned, and when an idea changes that you voted for."
  >
    <form method="post" action={paths.letters()}>
      <p>
        {member.isUnmailed ? 'Off. Your messages and mentions still appear on this page.' : 'On.'}
      </p>
      <button class="quiet" name="to" value={member.isUnmailed ? 'on' : 'off'}>
        {member.isUnmailed ? 'Turn on' : 'Turn off'}
        <span class="unseen"> email notifications</span>
      </button>
    </form>
  </AccountSection>
)
