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

/** The longest name and description of a group, and the longest reason or reply, in characters. */
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
  id: raw({ meaning: 'The id of the group in `spaces.yaml`; by default made from its name.' }),
})

/** Changes the name and description of a group; its id stays. */
export const groupForm = defineForm(named)

/** Adds a member to a group. */
export const groupMemberForm = defineForm({ handle, reason })

/** Requests access to a space. */
export const requestForm = defineForm({
  reason: optional(text({ meaning: 'Why the member asks.', max: REASON_LIMIT })),
})

/** A host's answer to a request. */
export const requestAnswerForm = defineForm({
  answer: choice({
    meaning: 'Whether the member gets access.',
    of: ['yes', 'no'],
    prefix: 'answer',
  }),
  reply: optional(text({ meaning: 'A message to the member.', max: REASON_LIMIT })),
})

/** What was typed into one of the forms of this room. */
export type GroupInput = Partial<
  Input<typeof newGroupForm> & Input<typeof groupMemberForm> & Input<typeof requestAnswerForm>
>

export type NewGroupFault =
  | Fault<typeof newGroupForm>
  | { field: 'name'; reason: 'no-id' | 'too-many-groups' }
  | { field: 'id'; reason: 'malformed' | 'taken' }

/** A fault in a form of this room, with its field. */
export type GroupFault =
  | NewGroupFault
  | Fault<typeof groupMemberForm>
  | Fault<typeof requestForm>
  | Fault<typeof requestAnswerForm>
  | { field: 'handle'; reason: 'handle-unknown' }
  | { field: 'name' | 'answer'; reason: 'changed' }

/** The columns of a group, from the form. */
export const toGroup = ({ name, about }: Values<typeof groupForm>) => ({
  name,
  about: about ?? null,
})

/**
 * The values of a new group, or the faults of the form.
 *
 * @param ids the ids of the existing groups
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
      : { faults: [{ field: 'name', reason: 'no-id' }] }
  const group = { id, ...toGroup(values) }
  if (ids.includes(id)) return { faults: [{ field: 'id', reason: 'taken' }] }
  return ids.length >= MAX_GROUPS
    ? { faults: [{ field: 'name', reason: 'too-many-groups' }] }
    : { values: group }
}
