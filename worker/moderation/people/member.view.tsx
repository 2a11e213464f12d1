import type { Hub } from '../../../site/contract/hub'
import type { Member } from '../../accounts/members/table'
import { BanSection } from './ban.view'
import type { MemberProps } from './form.view'
import { DeskPage } from '../../ui/desk-page'
import { LevelSection } from './level.view'
import { LogEntries } from '../audit-log/view'
import { MemberBadges, MemberPicture } from './people.view'
import { RoleSection } from './role.view'
import { SilenceSection } from './silence.view'
import { When } from '../../ui/time'

/** The most log entries shown with a member. */
export const DECISIONS_SHOWN = 20

/** The handle of the profile: of the person in `content/people/`, or the member's own. */
const profileHandle = ({ people }: Hub, { person, handle }: Member) =>
  person && Object.hasOwn(people, person) ? person : handle

const Head = ({ hub, about: { member }, now }: MemberProps) => (
  <header class="desk-head">
    <MemberPicture hub={hub} member={member} />
    <div>
      <h1 data-long={member.name.length > 24 ? '' : undefined}>
        <bdi>{member.name}</bdi>
        <MemberBadges member={member} now={now} />
      </h1>
      <p class="soft">
        {member.invitedAt ? (
          'Invited, not signed in yet; since '
        ) : (
          <>
            <a href={hub.paths.person(profileHandle(hub, member))}>@{member.handle}</a> · member
            since{' '}
          </>
        )}
        <When hub={hub} at={member.createdAt} isDay />
      </p>
      {member.about && <p dir="auto">{member.about}</p>}
    </div>
  </header>
)

const AuditLog = ({ hub, about: { member, decided } }: MemberProps) => (
  <section class="desk-part" aria-labelledby="on-record">
    <h2 id="on-record">Audit log</h2>
    {decided.length > 0 ? (
      <LogEntries hub={hub} entries={decided} />
    ) : (
      <p class="empty">No decisions about them or by them.</p>
    )}
    {decided.length === DECISIONS_SHOWN && (
      <p>
        <a href={hub.paths.deskLog({ person: member.id })}>All log entries</a>
      </p>
    )}
  </section>
)

/** A member as hosts see them, with the forms to decide about them. */
export const MemberPage = (props: MemberProps) => (
  <DeskPage paths={props.hub.paths} here="People">
    <Head {...props} />
    <LevelSection {...props} />
    <SilenceSection {...props} />
    <BanSection {...props} />
    <RoleSection {...props} />
    <AuditLog {...props} />
  </DeskPage>
)
