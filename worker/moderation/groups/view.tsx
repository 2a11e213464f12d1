import type { Hub } from '../../../site/contract/hub'
import type { Space } from '../../../site/contract/permissions'
import { DeskPage, OlderLink } from '../../ui/desk-page'
import { When } from '../../ui/time'
import { GroupField, GroupForm, type GroupFormState } from '../../accounts/groups/form.view'
import type { ListedGroup, GroupWithMembers } from '../../accounts/groups/queries'
import type { Group } from '../../accounts/groups/table'

/** The spaces whose rules name a group. */
const spacesOf = ({ spaces }: Hub, id: string): Space[] =>
  spaces.filter(({ read, comment, start }) => [read, comment, start].includes(`group:${id}`))

const SpaceLinks = ({ hub, id }: { hub: Hub; id: string }) => {
  const spaces = spacesOf(hub, id)
  if (spaces.length === 0) return <>Not used by any space.</>
  return (
    <>
      Opens{' '}
      {spaces.map(({ id, name }, index) => (
        <>
          {index > 0 && ', '}
          <a href={hub.paths.space(id)}>{name}</a>
        </>
      ))}
    </>
  )
}

const memberCount = (members: number) =>
  members === 0 ? 'No members' : members === 1 ? '1 member' : `${members} members`

const Row = ({ hub, listed: { group, members } }: { hub: Hub; listed: ListedGroup }) => (
  <li>
    <h2>
      <a href={hub.paths.deskGroup(group.id)}>
        <bdi>{group.name}</bdi>
      </a>
    </h2>
    {group.about && <p dir="auto">{group.about}</p>}
    <p class="soft">
      <code>group:{group.id}</code> · {memberCount(members)} ·{' '}
      <SpaceLinks hub={hub} id={group.id} />
    </p>
  </li>
)

/** A group that a rule names and that does not exist yet. */
const MissingGroup = ({ hub, id }: { hub: Hub; id: string }) => (
  <li>
    <h2>
      <code>group:{id}</code>
    </h2>
    <p class="soft">
      Not created yet. <SpaceLinks hub={hub} id={id} />
    </p>
    <form method="post" action={hub.paths.deskGroups()}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="name" value={id} />
      <p>
        <button class="quiet">
          Create<span class="unseen"> {id}</span>
        </button>
      </p>
    </form>
  </li>
)

interface ListProps extends GroupFormState {
  hub: Hub
  rows: ListedGroup[]
  /** Groups that the rules of spaces name and that do not exist. */
  missing: string[]
}

/** The groups of the hub, and the form to create one. */
export const GroupsPage = ({ hub, rows, missing, ...refused }: ListProps) => (
  <DeskPage paths={hub.paths} here="Groups">
    <header class="page-head">
      <h1>Groups</h1>
      <p>
        A group is a set of members. A space can be for one: <code>read: group:…</code> in{' '}
        <code>spaces.yaml</code> gives access to its members and to hosts.
      </p>
    </header>
    {rows.length + missing.length > 0 ? (
      <ul class="saved-replies">
        {missing.map((id) => (
          <MissingGroup hub={hub} id={id} />
        ))}
        {rows.map((listed) => (
          <Row hub={hub} listed={listed} />
        ))}
      </ul>
    ) : (
      <p class="empty">No groups yet.</p>
    )}
    <section class="desk-part" aria-labelledby="make-group">
      <h2 id="make-group">Create a group</h2>
      <GroupForm action={hub.paths.deskGroups()} label="Create" isNew {...refused} />
    </section>
  </DeskPage>
)

const Member = ({
  hub,
  group,
  joined,
}: OneProps & { joined: GroupWithMembers['joined'][number] }) => (
  <li>
    <div>
      <p>
        <a href={hub.paths.deskMember(joined.member.id)}>
          <bdi>{joined.member.name}</bdi>
        </a>
      </p>
      <p class="soft">
        @{joined.member.handle} · since <When hub={hub} at={new Date(joined.since)} isDay />
      </p>
    </div>
    <form method="post" action={hub.paths.removalOfMember(group.id, joined.member.id)}>
      <button class="quiet">
        Remove<span class="unseen"> {joined.member.name}</span>
      </button>
    </form>
  </li>
)

interface OneProps {
  hub: Hub
  group: Group
}

interface PageProps extends OneProps, GroupFormState {
  about: GroupWithMembers
  /** Where the next page of members begins. */
  older?: string | undefined
}

const GroupHead = ({ hub, group, about }: Pick<PageProps, 'hub' | 'group' | 'about'>) => (
  <header class="page-head">
    <h1>
      <bdi>{group.name}</bdi>
    </h1>
    {group.about && <p dir="auto">{group.about}</p>}
    <p class="soft">
      <code>group:{group.id}</code> · {memberCount(about.all)} ·{' '}
      <SpaceLinks hub={hub} id={group.id} />
    </p>
    <p>
      <a href={hub.paths.deskGroups()}>All groups</a>
    </p>
  </header>
)

const MemberForm = ({ hub, group, ...refused }: OneProps & GroupFormState) => (
  <section class="desk-part" aria-labelledby="put-in">
    <h2 id="put-in">Add a member</h2>
    <form class="sheet" method="post" action={hub.paths.members(group.id)}>
      <GroupField
        name="handle"
        label="Handle"
        hint="The part after the @ on their page."
        {...refused}
      />
      <GroupField name="reason" label="Reason (optional), for the audit log" {...refused} />
      <p>
        <button>Add</button>
      </p>
    </form>
  </section>
)

const MemberList = ({ hub, group, about, older }: Omit<PageProps, keyof GroupFormState>) => (
  <section class="desk-part" aria-labelledby="members">
    <h2 id="members">Members</h2>
    {about.joined.length > 0 ? (
      <ul class="desk-people group-members">
        {about.joined.map((joined) => (
          <Member hub={hub} group={group} joined={joined} />
        ))}
      </ul>
    ) : (
      <p class="empty">No members yet.</p>
    )}
    {older && (
      <OlderLink label="More members" href={hub.paths.deskGroup(group.id, { before: older })} />
    )}
  </section>
)

/** A group with its members, and the forms to change them. */
export const GroupPage = ({ hub, group, about, older, ...refused }: PageProps) => {
  const isAdding = refused.action === hub.paths.members(group.id)
  return (
    <DeskPage paths={hub.paths} here="Groups">
      <GroupHead hub={hub} group={group} about={about} />
      <MemberForm hub={hub} group={group} {...(isAdding ? refused : {})} />
      <MemberList hub={hub} group={group} about={about} older={older} />
      <section class="desk-part" aria-labelledby="change-group">
        <h2 id="change-group">Edit</h2>
        <GroupForm
          action={hub.paths.deskGroup(group.id)}
          label="Save"
          typed={{ name: group.name, about: group.about ?? '' }}
          {...(isAdding ? {} : refused)}
        />
      </section>
    </DeskPage>
  )
}
