import { defineForm } from '../../lib/define-form'
import { raw, toggle } from '../../lib/form-fields'

/** Accepts a comment as the answer. */
export const acceptanceForm = defineForm({
  to: toggle({ meaning: 'Whether the comment is the answer; without it, the opposite of now.' }),
  back: raw({ meaning: 'The page that the form is on, to return to it.' }),
})

/** Marks a question as a duplicate. */
export const duplicateForm = defineForm({
  of: raw({ meaning: 'The address of the earlier question.' }),
  to: toggle({ meaning: '`off` opens the question again.' }),
})
