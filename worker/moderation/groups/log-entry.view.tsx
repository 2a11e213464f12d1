import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { LogRow } from '../../audit/table'

type GroupLogEntry = Pick<LogRow, 'subject' | 'detail'>
type GroupActionView = (
  entry: GroupLogEntry,
  whom: Child,
  hub: Pick<Hub, 'paths' | 'spaces'>,
) => Child

const idOf = ({ subject }: GroupLogEntry) => subject.slice('group:'.length)

const Group = ({ paths, id, name }: { paths: Paths; id: string; name: unknown }) => (
  <a href={paths.deskGroup(id)}>
    <bdi>{String(name ?? id)}</bdi>
  </a>
)

const GroupIn = ({ paths, detail }: { paths: Paths } & GroupLogEntry) =>
  detail ? <Group paths={paths} id={String(detail['group'])} name={detail['name']} /> : <>a group</>

const SpaceIn = ({
  paths,
  entry,
  spaces,
}: {
  paths: Paths
  entry: GroupLogEntry
  spaces: Hub['spaces']
}) => {
  const id = entry.detail?.['space']
  const space = spaces.find((each) => each.id === id)
  return space ? <a href={paths.space(space.id)}>{space.name}</a> : <>a space</>
}

/** What the audit log says after the name of a host, by act. */
export const groupActions: Readonly<Record<string, GroupActionView>> = {
  group: (entry, _whom, { paths }) => (
    <>
      created the group <Group paths={paths} id={idOf(entry)} name={entry.detail?.['name']} />
    </>
  ),
  'change of group': (entry, _whom, { paths }) => (
    <>
      changed the group <Group paths={paths} id={idOf(entry)} name={entry.detail?.['name']} />
    </>
  ),
  membership: (entry, whom, { paths }) => (
    <>
      added {whom} to <GroupIn paths={paths} {...entry} />
    </>
  ),
  'end of membership': (entry, whom, { paths }) => (
    <>
      removed {whom} from <GroupIn paths={paths} {...entry} />
    </>
  ),
  admission: (entry, whom, { paths, spaces }) => (
    <>
      gave {whom} access to <SpaceIn paths={paths} entry={entry} spaces={spaces} />
    </>
  ),
  refusal: (entry, whom, { paths, spaces }) => (
    <>
      refused {whom} access to <SpaceIn paths={paths} entry={entry} spaces={spaces} />
    </>
  ),
}
