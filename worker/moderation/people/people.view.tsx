import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Avatar } from '../../ui/avatar'
import { isBanned } from '../../accounts/members/ban.rules'
import { isSilenced } from '../../accounts/members/silence.rules'
import { shownLevelOf } from '../../accounts/members/public-profile.rules'
import type { Member } from '../../accounts/members/table'
import { DeskPage, OlderLink } from '../../ui/desk-page'
import { roleName } from '../desk/labels.view'
import { When } from '../../ui/time'

interface RowProps {
  hub: Hub
  member: Member
  now: Date
}

/** Badges for the role, ban and silence of a member. */
export const MemberBadges = ({ member, now }: Pick<RowProps, 'member' | 'now'>) => (
  <>
    {member.role && (
      <>
        {' '}
        <span class="desk-mark">{roleName[member.role]}</span>
      </>
    )}
    {isBanned(member, now) && (
      <>
        {' '}
        <span class="desk-mark" data-severity="critical">
          Banned
        </span>
      </>
    )}
    {isSilenced(member, now) && (
      <>
        {' '}
        <span class="desk-mark" data-severity="major">
          Silenced
        </span>
      </>
    )}
  </>
)

/** The avatar of a member. */
export const MemberPicture = ({ hub, member }: Pick<RowProps, 'hub' | 'member'>) => (
  <Avatar hub={hub} name={member.name} handle={member.person ?? member.handle} />
)

const Row = ({ hub, member, now }: RowProps) => (
  <li>
    <MemberPicture hub={hub} member={member} />
    <div>
      <p>
        <a href={hub.paths.deskMember(member.id)}>
          <bdi>{member.name}</bdi>
        </a>
        <MemberBadges member={member} now={now} />
      </p>
      <p class="soft">
        {member.invitedAt ? (
          'Invited, not signed in yet; since '
        ) : (
          <>
            @{member.handle} · {shownLevelOf(hub, member).name} · since{' '}
          </>
        )}
        <When hub={hub} at={member.createdAt} isDay />
      </p>
    </div>
  </li>
)

const Rows = ({ hub, rows, now }: { hub: Hub; rows: Member[]; now: Date }) => (
  <ul class="desk-people">
    {rows.map((member) => (
      <Row hub={hub} member={member} now={now} />
    ))}
  </ul>
)

const Search = ({ paths, query }: { paths: Paths; query: string }) => (
  <search>
    <form class="search" method="get" action={paths.deskPeople()}>
      <label class="unseen" for="people-q">
        Part of a name or handle, or a complete email address
      </label>
      <input
        id="people-q"
        name="q"
        type="search"
        value={query}
        placeholder="Name, handle, or a complete email address"
      />
      <button>Search</button>
    </form>
  </search>
)

interface PeopleProps {
  hub: Hub
  now: Date
  /** The search text; empty for all members. */
  query: string
  /** Hosts and owners; on the first page only. */
  team: Member[]
  rows: Member[]
  /** Where the older members begin. */
  older?: string | undefined
  /** Whether this is a page after the first. */
  isLater: boolean
}

const SearchResults = ({ hub, now, query, rows, older, isLater }: PeopleProps) => (
  <section aria-labelledby="found">
    <h2 id="found">
      {isLater ? 'Older members' : 'Members'} with <q>{query}</q>
    </h2>
    {rows.length > 0 && <Rows hub={hub} rows={rows} now={now} />}
    {rows.length === 0 && (
      <p class="empty">
        {older
          ? 'No results among these. There are older members.'
          : isLater
            ? 'No more results.'
            : 'No results. Part of a name or handle is enough; an email address must be complete and confirmed.'}
      </p>
    )}
    {older && (
      <OlderLink
        label="Search older members"
        href={hub.paths.deskPeople({ q: query, before: older })}
      />
    )}
    <p>
      <a href={hub.paths.deskPeople()}>All members</a>
    </p>
  </section>
)

const AllMembers = ({ hub, now, team, rows, older, isLater }: PeopleProps) => (
  <>
    {!isLater && (
      <section aria-labelledby="team">
        <h2 id="team">Owners and hosts</h2>
        {team.length > 0 ? (
          <Rows hub={hub} rows={team} now={now} />
        ) : (
          <p class="empty">No owners or hosts yet.</p>
        )}
      </section>
    )}
    <section aria-labelledby="members">
      <h2 id="members">{isLater ? 'Older members' : 'Members, newest first'}</h2>
      {rows.length > 0 ? (
        <Rows hub={hub} rows={rows} now={now} />
      ) : (
        <p class="empty">{isLater ? 'No more members.' : 'No members yet.'}</p>
      )}
      {older && <OlderLink label="Older members" href={hub.paths.deskPeople({ before: older })} />}
    </section>
  </>
)

/** The members. Email addresses are not shown, not even to hosts. */
export const PeoplePage = (props: PeopleProps) => (
  <DeskPage paths={props.hub.paths} here="People">
    <header class="page-head">
      <h1>People</h1>
    </header>
    <Search paths={props.hub.paths} query={props.query} />
    {props.query ? <SearchResults {...props} /> : <AllMembers {...props} />}
  </DeskPage>
)
