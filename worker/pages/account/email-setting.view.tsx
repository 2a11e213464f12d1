import type { Paths } from '../../../site/contract/paths'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { AccountSection } from '../../ui/account-section'
import { emailState, sections, stoppedEmails } from './messages'

/** Turns optional emails on and off. */
export const EmailSetting = ({
  paths,
  member,
  stopPage,
}: {
  paths: Paths
  member: Pick<SignedIn, 'isUnmailed'>
  /** The page with the emails that the member stopped, if the hub can make links to it. */
  stopPage: string | undefined
}) => (
  <AccountSection {...sections.emails}>
    <form method="post" action={paths.letters()}>
      <p>{emailState(member.isUnmailed)}</p>
      <button class="quiet" name="to" value={member.isUnmailed ? 'on' : 'off'}>
        {member.isUnmailed ? 'Turn on' : 'Turn off'}
        <span class="unseen"> email notifications</span>
      </button>
    </form>
    {stopPage && (
      <p>
        <a href={stopPage}>{stoppedEmails}</a>
      </p>
    )}
  </AccountSection>
)
