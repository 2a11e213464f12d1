import type { Child } from 'hono/jsx'
import type { Hub } from '../../../site/contract/hub'
import type { LogRow } from '../../audit/table'
import { Until } from '../desk/labels.view'
import { levelName } from '../desk/rules'

type Detail = NonNullable<LogRow['detail']>
type MemberEntryView = (detail: Detail, whom: Child, hub: Hub) => Child

const roleWithArticle = (role: unknown) => (role === 'owner' ? 'an owner' : 'a host')

const levelIn = (hub: Hub, detail: Detail) => levelName(hub, String(detail['level']))

const UntilIn = ({ hub, detail }: { hub: Hub; detail: Detail }) => (
  <Until hub={hub} until={new Date(Number(detail['until']))} />
)

/** What the audit log says of a decision about a member, by act. */
const memberActions: Readonly<Record<string, MemberEntryView>> = {
  role: (detail, whom) =>
    detail['to'] ? (
      <>
        made {whom} {roleWithArticle(detail['to'])}
      </>
    ) : (
      <>
        removed the role of {whom}, who was {roleWithArticle(detail['from'])}
      </>
    ),
  person: (detail, whom, { people }) =>
    detail['to'] ? (
      <>
        linked {whom} to the profile of <bdi>{people[detail['to']]?.name ?? detail['to']}</bdi>
      </>
    ) : (
      <>removed the profile link of {whom}</>
    ),
  grant: (detail, whom, hub) => (
    <>
      granted {whom} the level {levelIn(hub, detail)}
    </>
  ),
  hold: (detail, whom, hub) => (
    <>
      limited {whom} to the level {levelIn(hub, detail)}
    </>
  ),
  'end of grant': (detail, whom, hub) => (
    <>
      revoked the level {levelIn(hub, detail)} of {whom}
    </>
  ),
  'end of hold': (detail, whom, hub) => (
    <>
      lifted the limit of {whom} to the level {levelIn(hub, detail)}
    </>
  ),
  ban: (detail, whom, hub) => (
    <>
      banned {whom} <UntilIn hub={hub} detail={detail} />
    </>
  ),
  silence: (detail, whom, hub) => (
    <>
      silenced {whom} <UntilIn hub={hub} detail={detail} />
    </>
  ),
}

/** The text of an entry whose detail was erased with a member. */
const WITHOUT_DETAIL: Record<string, string> = {
  role: 'changed the role of',
  person: 'changed the profile link of',
  grant: 'granted a level to',
  hold: 'limited the level of',
  'end of grant': 'revoked the level of',
  'end of hold': 'lifted the level limit of',
  ban: 'banned',
  'end of ban': 'lifted the ban on',
  silence: 'silenced',
  'end of silence': 'ended the silence of',
}

interface MemberActionProps {
  hub: Hub
  entry: Pick<LogRow, 'act' | 'detail'>
  /** The member that it is about, as a link. */
  whom: Child
}

/** A decision about a member. */
export const MemberAction = ({ hub, entry: { act, detail }, whom }: MemberActionProps) => {
  if (act === 'leaving') return <>deleted their account and data</>
  if (detail && Object.hasOwn(memberActions, act))
    return <>{memberActions[act]!(detail, whom, hub)}</>
  return (
    <>
      {(detail ? undefined : WITHOUT_DETAIL[act]) ?? `${act}:`} {whom}
    </>
  )
}
