import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { Level } from '../../../site/contract/permissions'
import { PERMANENT } from '../../accounts/members/ban.rules'
import { daysSince, memberLevelOf } from '../../accounts/members/rules'
import type { Grant, Member } from '../../accounts/members/table'
import { COMMAND_LINE } from '../../audit/rules'
import { When, type WhenProps } from '../../ui/time'

/** The name of each role. */
export const roleName = { host: 'Host', owner: 'Owner' } as const

/** The end of a ban or a silence. */
export const Until = ({ hub, until }: { hub: WhenProps['hub']; until: Date }) =>
  until >= PERMANENT ? (
    <>permanently</>
  ) : (
    <>
      until the end of <When hub={hub} at={until} isDay />
    </>
  )

interface PersonLinkProps {
  paths: Paths
  /** A member's id, or the command line. */
  id: string
  /** `null` for a former member. */
  name: string | null
  /** Whether it begins a sentence. */
  isFirst?: boolean
}

/** A person in the audit log, linked to their page at the desk. */
export const PersonLink = ({ paths, id, name, isFirst = false }: PersonLinkProps) => {
  if (name)
    return (
      <a href={paths.deskMember(id)}>
        <bdi>{name}</bdi>
      </a>
    )
  const label = id === COMMAND_LINE ? 'the command line' : 'a former member'
  return <>{isFirst ? label[0]!.toUpperCase() + label.slice(1) : label}</>
}

const count = (number: number, one: string, many: string) =>
  `${number} ${number === 1 ? one : many}`

const requirementsMet = (level: Level, member: Member, now: Date): string => {
  const { approvedComments, answers = 0 } = level.reach ?? {}
  const days = daysSince(member, now)
  const met = [
    approvedComments &&
      `${count(member.approvedComments, 'comment', 'comments')} that readers can see`,
    level.reach?.days && `the first ${count(days, 'day', 'days')} ago`,
    answers && count(member.answers, 'accepted answer', 'accepted answers'),
  ].filter(Boolean)
  return met.length > 0 ? `Earned: ${met.join(', ')}.` : 'Every member has this level.'
}

/** A sentence about how a member got their level. */
export const levelOrigin = (
  hub: Hub,
  member: Member,
  given: readonly Pick<Grant, 'kind' | 'level'>[],
  now: Date,
): string => {
  const level = memberLevelOf(hub.levels, member, given, now)
  const unlimited = memberLevelOf(
    hub.levels,
    member,
    given.filter(({ kind }) => kind === 'grant'),
    now,
  )
  const earned = memberLevelOf(hub.levels, member, [], now)
  if (level.id !== unlimited.id) return `Limited by a host; without the limit: ${unlimited.name}.`
  return unlimited.id === earned.id
    ? requirementsMet(level, member, now)
    : `Granted by a host; earned so far: ${earned.name}.`
}
