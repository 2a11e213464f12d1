import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import type { OwnSession } from '../../accounts/sign-in/queries'
import { AccountSection } from '../../ui/account-section'
import { sections } from './messages'

interface Sessions {
  hub: Hub
  sessions: OwnSession[]
  /** The id of the session that asks. */
  here: string
}

const Since = ({ hub, at }: { hub: Hub; at: Date }) => (
  <time datetime={at.toISOString()}>
    {dateFormat(hub.language, { dateStyle: 'medium', timeZone: hub.timezone }).format(at)}
  </time>
)

const Session = ({ hub, session, here }: { hub: Hub; session: OwnSession; here: string }) => {
  const browser = session.userAgent || 'A browser'
  return (
    <li>
      <div>
        <strong>{browser}</strong>
        {session.id === here && <span class="own-mark">This browser</span>}
        <p class="soft">
          Signed in since <Since hub={hub} at={session.createdAt} />
        </p>
      </div>
      {session.id !== here && (
        <form method="post" action={hub.paths.endingOfSession(session.id)}>
          <button class="quiet">
            Sign out<span class="unseen"> {browser}</span>
          </button>
        </form>
      )}
    </li>
  )
}

/** The member’s sessions, each with a button that ends it. */
export const Sessions = ({ hub, sessions, here }: Sessions) => (
  <AccountSection {...sections.sessions}>
    <ul class="own-list">
      {sessions.map((session) => (
        <Session hub={hub} session={session} here={here} />
      ))}
    </ul>
    {sessions.length > 1 && (
      <form method="post" action={hub.paths.endingOfSessions()}>
        <button class="quiet">Sign out everywhere else</button>
      </form>
    )}
  </AccountSection>
)
