import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import type { Grant } from '../../accounts/members/table'
import { AccountSection } from '../../ui/account-section'

interface GrantedLevels {
  hub: Hub
  grants: Pick<Grant, 'kind' | 'level' | 'reason' | 'grantedAt'>[]
}

const done = { grant: 'A host gave you the level', hold: 'A host holds you at the level' }

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
            {done[kind]} <strong>{hub.levels.find(({ id }) => id === level)?.name ?? level}</strong>
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
