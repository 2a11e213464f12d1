import { defineForm } from '../../lib/define-form'
import { choice, optional } from '../../lib/form-fields'

/** Whether a member is in the contributors list. */
export const rankingForm = defineForm({
  to: optional(
    choice({
      meaning: 'Whether to be left out; without it, the opposite of now.',
      of: ['out', 'in'],
    }),
  ),
})
