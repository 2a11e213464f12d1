import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { Level } from '../../../site/contract/permissions'
import { FOR_GOOD } from '../../accounts/members/ban.rules'
import { daysSince, standingOf } from '../../accounts/members/rules'
import type { Grant, Member } from '../../accounts/members/table'
import { COMMAND_LINE } from '../../audit/commands'
import { When, type WhenProps } from '../../ui/time'

/** The zone of the hub, as people call it: `zoneOf({ timezone: 'Europe/London' }) // => 'London'` */
export const zoneOf = ({ timezone }: Pick<Hub, 'timezone'>): string =>
  timezone.split('/').at(-1)!.replaceAll('_', ' ')

/** What each role is called. */
export const roleName = { host: 'Host', owner: 'Owner' } as const

/** How long a ban or a silence lasts. */
export const Until = ({ hub, until }: { hub: WhenProps['hub']; until: Date }) =>
  until >= FOR_GOOD ? (
    <>for good</>
  ) : (
    <>
      until the end of <When hub={hub} at={until} isDay />
    </>
  )

/** What a level is called; one that the ladder no longer has goes by its id. */
export const levelName = ({ levels }: Pick<Hub, 'levels'>, id: string): string =>
  levels.find((level) => level.id === id)?.name ?? id

interface WhoProps {
  paths: Paths
  /** A member's id, or the command line. */
  id: string
  /** Nothing, once they have left. */
  name: string | null
  /** At the beginning of a sentence. */
  isFirst?: boolean
}

/** Somebody in the record, with the way to them. */
export const PersonLink = ({ paths, id, name, isFirst = false }: WhoProps) => {
  if (name)
    return (
      <a href={paths.deskMember(id)}>
        <bdi>{name}</bdi>
      </a>
    )
  const who = id === COMMAND_LINE ? 'somebody with the keys' : 'a former member'
  return <>{isFirst ? who[0]!.toUpperCase() + who.slice(1) : who}</>
}

const count = (number: number, one: string, many: string) =>
  `${number} ${number === 1 ? one : many}`

const requirementsMet = (level: Level, member: Member, now: Date): string => {
  const { approvedComments, answers = 0 } = level.reach ?? {}
  const days = daysSince(member, now)
  const by = [
    approvedComments &&
      `${count(member.approvedComments, 'comment', 'comments')} that readers can see`,
    level.reach?.days && `the first of them ${count(days, 'day', 'days')} ago`,
    answers &&
      count(member.answers, 'answer that settled a question', 'answers that settled a question'),
  ].filter(Boolean)
  return by.length > 0 ? `Earned: ${by.join(', ')}.` : 'Everybody has it who has signed in.'
}

/** How somebody came by the level they have. */
export const originOfLevel = (
  hub: Hub,
  member: Member,
  given: readonly Pick<Grant, 'kind' | 'level'>[],
  now: Date,
): string => {
  const level = standingOf(hub.levels, member, given, now)
  const unheld = standingOf(
    hub.levels,
    member,
    given.filter(({ kind }) => kind === 'grant'),
    now,
  )
  const earned = standingOf(hub.levels, member, [], now)
  if (level.id !== unheld.id) return `Held there by a host; without that, ${unheld.name}.`
  return unheld.id === earned.id
    ? requirementsMet(level, member, now)
    : `Given by a host; earned so far, ${earned.name}.`
}
