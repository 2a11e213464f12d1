import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import type { Grant } from '../../accounts/members/table'
import { AccountSection } from '../../ui/account-section'
import { grantTitles } from './messages'

interface GrantedLevels {
  hub: Hub
  grants: Pick<Grant, 'kind' | 'level' | 'reason' | 'grantedAt'>[]
}

const When = ({ hub, at }: { hub: Hub; at: Date }) => (
  <time datetime={at.toISOString()}>
    {dateFormat(hub.language, { dateStyle: 'medium', timeZone: hub.timezone }).format(at)}
  </time>
)

/**
 * What hosts decided about the member’s level, and why: a member always learns that they are held.
 */
export const GrantedLevels = ({ hub, grants }: GrantedLevels) => (
  <AccountSection
    id="level"
    title="Your level"
    about={
      <>
        Levels are earned. Hosts can also give one, or hold a member at one.{' '}
        <a href={hub.paths.levels()}>Levels and permissions</a>
      </>
    }
  >
    <ul class="own-list">
      {grants.map(({ kind, level, reason, grantedAt }) => (
        <li>
          <div>
            {grantTitles[kind]}{' '}
            <strong>{hub.levels.find(({ id }) => id === level)?.name ?? level}</strong>
            <p dir="auto">{reason}</p>
            <p class="soft">
              <When hub={hub} at={grantedAt} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  </AccountSection>
)
