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
import { endOfBan, levelsFor, MAX_BAN_MS } from './rules'
import { REASON_LIMIT } from '../../audit/rules'

const requiredReason = text({
  meaning: 'Why, for the audit log.',
  max: REASON_LIMIT,
  prefix: 'reason',
})
const reason = optional(requiredReason)

/** Changes the role of a member. */
export const roleForm = defineForm({
  role: choice({ meaning: 'The role.', of: ['member', 'host', 'owner'], prefix: 'role' }),
  reason,
})

/** Links a member to a person in `content/people/`. */
export const personForm = defineForm({
  person: optional(
    choice({
      meaning: 'The handle in `content/people/`; empty for none.',
      of: ({ people }: Pick<Hub, 'people'>) => Object.keys(people),
      prefix: 'person',
    }),
  ),
})

/** Grants a level, or limits a member to one. */
export const grantForm = defineForm({
  kind: withFallback(
    choice({
      meaning: '`grant`: at least this level; `hold`: at most this level.',
      of: ['grant', 'hold'],
    }),
    'grant',
  ),
  level: choice({
    meaning: 'The id of the level.',
    of: ({ levels }: Pick<Hub, 'levels'>) => levels.map(({ id }) => id),
    prefix: 'level',
  }),
  reason: requiredReason,
})

/** Bans or silences a member. */
export const banForm = defineForm({
  term: withFallback(
    choice({
      meaning: '`until`: to the end of a day; `for-good`: permanently.',
      of: ['until', 'for-good'],
    }),
    'until',
  ),
  until: raw({ meaning: 'The last day, as `2026-11-30`, in the time zone of the hub.' }),
  reason: requiredReason,
})

/** Ends a ban, a silence, a grant or a limit. */
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

const withFaults = <Values>(
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
  const isLastOwner = member.role === 'owner' && !member.invitedAt && owners < 2
  if (isLastOwner && role !== 'owner') return [{ field: 'role', reason: 'last-owner' }]
  return role && isBanned(member, now) ? [{ field: 'role', reason: 'banned' }] : []
}

/** The new role of a member, `null` for none, or why it is refused. */
export const checkRole = (
  input: Input<typeof roleForm>,
  member: Pick<Member, 'role' | 'bannedUntil' | 'invitedAt'>,
  owners: number,
  now: Date,
): Checked<{ role: Member['role']; reason: string | undefined }, DecisionFault> => {
  const { values, faults } = roleForm.check(input)
  if (faults) return { faults }
  const role = values.role === 'member' ? null : values.role
  return withFaults({ values: { ...values, role } }, faultsInRole(role, member, owners, now))
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
  return withFaults(result, isTaken ? [{ field: 'person', reason: 'person-taken' }] : [])
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
  const isTooLate = end.getTime() - now.getTime() > MAX_BAN_MS
  return isTooLate ? [{ field: 'until', reason: 'until-too-late' }] : []
}

/** A ban or silence with its end, or why it is refused. */
export const checkBan = (
  input: Input<typeof banForm>,
  hub: Pick<Hub, 'timezone'>,
  now: Date,
): Checked<{ until: Date; reason: string }, DecisionFault> => {
  const { values, faults } = withFaults(banForm.check(input), faultsInTerm(input, hub, now))
  return faults ? { faults } : { values: { ...values, until: endOfBan(values, hub)! } }
}
