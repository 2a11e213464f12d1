import type { Child } from 'hono/jsx'
import { type Hub, paths } from '../../site/contract'
import type { LogRow } from '../audit/table'

type Recorded = Pick<LogRow, 'subject' | 'detail'>
type Told = (entry: Recorded, whom: Child, hub: Pick<Hub, 'spaces'>) => Child

const idOf = ({ subject }: Recorded) => subject.slice('group:'.length)

const Group = ({ id, name }: { id: string; name: unknown }) => (
  <a href={paths.deskGroup(id)}>
    <bdi>{String(name ?? id)}</bdi>
  </a>
)

const GroupIn = ({ detail }: Recorded) =>
  detail ? <Group id={String(detail['group'])} name={detail['name']} /> : <>a group</>

const SpaceIn = ({ entry, spaces }: { entry: Recorded; spaces: Hub['spaces'] }) => {
  const id = entry.detail?.['space']
  const space = spaces.find((each) => each.id === id)
  return space ? <a href={paths.space(space.id)}>{space.name}</a> : <>a space</>
}

/** What hosts did about groups and requests, as the record tells it after their name. */
export const groupActs: Readonly<Record<string, Told>> = {
  group: (entry) => (
    <>
      made the group <Group id={idOf(entry)} name={entry.detail?.['name']} />
    </>
  ),
  'change of group': (entry) => (
    <>
      changed the group <Group id={idOf(entry)} name={entry.detail?.['name']} />
    </>
  ),
  membership: (entry, whom) => (
    <>
      put {whom} into <GroupIn {...entry} />
    </>
  ),
  'end of membership': (entry, whom) => (
    <>
      took {whom} out of <GroupIn {...entry} />
    </>
  ),
  admission: (entry, whom, { spaces }) => (
    <>
      let {whom} into <SpaceIn entry={entry} spaces={spaces} />
    </>
  ),
  refusal: (entry, whom, { spaces }) => (
    <>
      did not let {whom} into <SpaceIn entry={entry} spaces={spaces} />
    </>
  ),
}
