import {
  defineForm,
  type Fault,
  type FormField,
  type Input,
  type Plain,
} from '../../lib/define-form'
import { choice, email } from '../../lib/form-fields'

/** A box that must be ticked. */
const sure: FormField<true, Plain<'unsure'>> = {
  isRequired: true,
  isList: false,
  schema: () => ({ type: 'boolean', description: 'That the member or guest means it.' }),
  read: (sent) => (sent === '' ? { problem: { reason: 'unsure' } } : { value: true }),
}

/** Erases a member or guest. */
export const erasureForm = defineForm({
  comments: choice({
    meaning: 'Whether the comments stay under a neutral name, or go.',
    of: ['stay', 'go'],
    prefix: 'comments',
  }),
  sure,
})

/** Asks for an email with a link to export and erasure. */
export const dataLinkForm = defineForm({
  email: email({ meaning: 'The email address that was used here.' }),
})

export type ErasureInput = Input<typeof erasureForm>
export type ErasureFault = Fault<typeof erasureForm>
