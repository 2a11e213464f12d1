import { defineForm } from '../../lib/define-form'
import { raw } from '../../lib/form-fields'

/** Dismisses an offer in this browser. */
export const dismissalForm = defineForm({
  page: raw({ meaning: 'The page to return to: a path of the hub.' }),
})
