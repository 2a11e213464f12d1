import { defineForm } from '../../lib/define-form'
import { list, raw } from '../../lib/form-fields'

/** The most unconfirmed comments that a member can claim or reject at once. */
export const MAX_UNCONFIRMED = 10

/** The shown comments that the member claims or rejects. */
export const unconfirmedForm = defineForm({
  asOf: raw({ meaning: 'When the page was rendered.', format: 'date-time' }),
  comment: list({
    meaning: 'The ids of the comments that were shown.',
    maxItems: MAX_UNCONFIRMED,
  }),
})
