import { defineForm } from '../kit/define-form'
import { choice, optional } from '../kit/fields'

/** Whether a member is among the contributors. */
export const rankingForm = defineForm({
  to: optional(
    choice({
      meaning: 'Whether to be left out; without it, the opposite of now.',
      of: ['out', 'in'],
    }),
  ),
})
