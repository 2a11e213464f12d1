import type { Hub } from '../../../site/contract/hub'
import {
  type Checked,
  defineForm,
  type Fault,
  type GeneralFault,
  type Input,
} from '../../lib/define-form'
import { choice, optional, withFallback, raw, text } from '../../lib/form-fields'
import { isBanned } from '../../accounts/members/ban.rules'
import type { Member } from '../../accounts/members/table'
import { endOfBan, levelsFor, LONGEST_BAN } from './rules'
import { REASON_LIMIT } from '../../audit/rules'

const why = text({ meaning: 'Why, for the audit log.', max: REASON_LIMIT, prefix: 'reason' })
const reason = optional(why)

/** The role of a member. */
export const roleForm = defineForm({
  role: choice({ meaning: 'The role.', of: ['member', 'host', 'owner'], prefix: 'role' }),
  reason,
})

/** Which of the people in `content/people/` a member is. */
export const personForm = defineForm({
  person: optional(
    choice({
      meaning: 'The handle in `content/people/`; empty for none.',
      of: ({ people }: Pick<Hub, 'people'>) => Object.keys(people),
      prefix: 'person',
    }),
  ),
})

/** A level that a member has at least, or at most. */
export const grantForm = defineForm({
  kind: withFallback(
    choice({ meaning: 'Whether it is the least or the most.', of: ['grant', 'hold'] }),
    'grant',
  ),
  level: choice({
    meaning: 'The id of the level.',
    of: ({ levels }: Pick<Hub, 'levels'>) => levels.map(({ id }) => id),
    prefix: 'level',
  }),
  reason: why,
})

/** A ban, or a silence. */
export const banForm = defineForm({
  term: withFallback(
    choice({ meaning: 'Whether it ends on a day.', of: ['until', 'for-good'] }),
    'until',
  ),
  until: raw({ meaning: 'The last day, as `2026-11-30`, in the time zone of the hub.' }),
  reason: why,
})

/** The end of a ban, a silence or a granted level. */
export const endForm = defineForm({ reason })

/** The raw fields of the forms about a member. */
export type DecisionInput = Partial<
  Input<typeof roleForm> &
    Input<typeof personForm> &
    Input<typeof grantForm> &
    Input<typeof banForm>
>

/** Why a decision about a member is refused, and the field it belongs to. */
export type DecisionFault =
  | Fault<typeof roleForm>
  | Fault<typeof personForm>
  | Fault<typeof grantForm>
  | TermFault
  | { field: 'role'; reason: 'last-owner' | 'banned' }
  | { field: 'person'; reason: 'person-taken' }
  | GeneralFault<'yourself' | 'host' | 'changed'>

type TermFault = {
  field: 'until'
  reason: 'until-empty' | 'until-unreadable' | 'until-past' | 'until-too-late'
}

const checked = <Values>(
  result: Checked<Values, DecisionFault>,
  more: DecisionFault[],
): Checked<Values, DecisionFault> => {
  const [first, ...others] = [...more, ...(result.faults ?? [])]
  return first ? { faults: [first, ...others] } : result
}

const faultsInRole = (
  role: Member['role'],
  member: Pick<Member, 'role' | 'bannedUntil' | 'invitedAt'>,
  owners: number,
  now: Date,
): DecisionFault[] => {
  const isNeeded = member.role === 'owner' && !member.invitedAt && owners < 2
  if (isNeeded && role !== 'owner') return [{ field: 'role', reason: 'last-owner' }]
  return role && isBanned(member, now) ? [{ field: 'role', reason: 'banned' }] : []
}

/** The role that a member is given, `null` for none, or why it is refused. */
export const checkRole = (
  input: Input<typeof roleForm>,
  member: Pick<Member, 'role' | 'bannedUntil' | 'invitedAt'>,
  owners: number,
  now: Date,
): Checked<{ role: Member['role']; reason: string | undefined }, DecisionFault> => {
  const { values, faults } = roleForm.check(input)
  if (faults) return { faults }
  const role = values.role === 'member' ? null : values.role
  return checked({ values: { ...values, role } }, faultsInRole(role, member, owners, now))
}

/** @param takenBy the id of the member who is that person already */
export const checkPerson = (
  input: Input<typeof personForm>,
  hub: Pick<Hub, 'people'>,
  member: Pick<Member, 'id'>,
  takenBy: string | undefined,
) => {
  const isTaken = input.person !== '' && takenBy !== undefined && takenBy !== member.id
  const result = personForm.check(input, hub)
  return checked(result, isTaken ? [{ field: 'person', reason: 'person-taken' }] : [])
}

/** The level to grant, or to limit a member to, or why it is refused. */
export const checkGrant = (input: Input<typeof grantForm>, { levels }: Pick<Hub, 'levels'>) =>
  grantForm.check(input, { levels: levelsFor(input.kind, levels) })

const faultsInTerm = (
  { term, until }: Input<typeof banForm>,
  hub: Pick<Hub, 'timezone'>,
  now: Date,
): TermFault[] => {
  if (term === 'for-good') return []
  if (until.trim() === '') return [{ field: 'until', reason: 'until-empty' }]
  const end = endOfBan({ term, until }, hub)
  if (!end) return [{ field: 'until', reason: 'until-unreadable' }]
  if (end <= now) return [{ field: 'until', reason: 'until-past' }]
  const isTooLate = end.getTime() - now.getTime() > LONGEST_BAN
  return isTooLate ? [{ field: 'until', reason: 'until-too-late' }] : []
}

/** A ban or silence with its end, or why it is refused. */
export const checkBan = (
  input: Input<typeof banForm>,
  hub: Pick<Hub, 'timezone'>,
  now: Date,
): Checked<{ until: Date; reason: string }, DecisionFault> => {
  const { values, faults } = checked(banForm.check(input), faultsInTerm(input, hub, now))
  return faults ? { faults } : { values: { ...values, until: endOfBan(values, hub)! } }
}
