import {
  type Checked,
  defineForm,
  type Fault,
  type FormField,
  type Input,
  type Values,
} from '../../lib/define-form'
import { choice, line, optional, raw, text } from '../../lib/form-fields'
import { groupIdFrom, isGroupId, MAX_GROUPS } from './rules'

/** The longest name of a group, what it is for, what a member writes, and what hosts answer. */
const NAME_LIMIT = 60
const ABOUT_LIMIT = 300
const REASON_LIMIT = 500

const named = {
  name: line({ meaning: 'The name of the group.', max: NAME_LIMIT, prefix: 'name' }),
  about: optional(text({ meaning: 'What the group is for.', max: ABOUT_LIMIT })),
}

const reason = optional(text({ meaning: 'Why, for the audit log.', max: REASON_LIMIT }))

/** A handle, with or without the `@` before it. */
const handle: FormField<string, { reason: 'handle-empty' }> = {
  isRequired: true,
  isList: false,
  schema: () => ({ type: 'string', description: 'The handle of a member.' }),
  read: (sent) => {
    const value = sent.trim().replace(/^@/, '')
    return value === '' ? { problem: { reason: 'handle-empty' } } : { value }
  },
}

/** A new group. */
export const newGroupForm = defineForm({
  ...named,
  id: raw({ meaning: 'The id by which `spaces.yaml` knows it; by default made of its name.' }),
})

/** A group under another name; its id stays. */
export const groupForm = defineForm(named)

/** A member who is put into a group. */
export const groupMemberForm = defineForm({ handle, reason })

/** A member's request to be let into a space. */
export const requestForm = defineForm({
  reason: optional(text({ meaning: 'Why the member asks.', max: REASON_LIMIT })),
})

/** A host's answer to it. */
export const requestAnswerForm = defineForm({
  answer: choice({ meaning: 'Whether the member is let in.', of: ['yes', 'no'], prefix: 'answer' }),
  reply: optional(text({ meaning: 'What the member is told.', max: REASON_LIMIT })),
})

/** What was typed into one of the forms of this room. */
export type GroupInput = Partial<
  Input<typeof newGroupForm> & Input<typeof groupMemberForm> & Input<typeof requestAnswerForm>
>

export type NewGroupFault =
  | Fault<typeof newGroupForm>
  | { field: 'name'; reason: 'unspelled' | 'too-many-groups' }
  | { field: 'id'; reason: 'malformed' | 'taken' }

/** Why a form of this room is refused, and the field it belongs to. */
export type GroupFault =
  | NewGroupFault
  | Fault<typeof groupMemberForm>
  | Fault<typeof requestForm>
  | Fault<typeof requestAnswerForm>
  | { field: 'handle'; reason: 'nobody' }
  | { field: 'name' | 'answer'; reason: 'changed' }

/** A group as it is stored. */
export const toGroup = ({ name, about }: Values<typeof groupForm>) => ({
  name,
  about: about ?? null,
})

/**
 * A new group, or why there can be none.
 *
 * @param ids of the groups that there are
 */
export const checkNewGroup = (
  input: Input<typeof newGroupForm>,
  ids: readonly string[],
): Checked<{ id: string; name: string; about: string | null }, NewGroupFault> => {
  const { values, faults } = newGroupForm.check(input)
  if (faults) return { faults }
  const given = values.id.trim()
  const id = given || groupIdFrom(values.name)
  if (!isGroupId(id))
    return given
      ? { faults: [{ field: 'id', reason: 'malformed' }] }
      : { faults: [{ field: 'name', reason: 'unspelled' }] }
  const group = { id, ...toGroup(values) }
  if (ids.includes(id)) return { faults: [{ field: 'id', reason: 'taken' }] }
  return ids.length >= MAX_GROUPS
    ? { faults: [{ field: 'name', reason: 'too-many-groups' }] }
    : { values: group }
}
