import { defineForm } from '../kit/define-form'
import { raw } from '../kit/fields'

/** Dismisses an offer in this browser. */
export const dismissalForm = defineForm({
  page: raw({ meaning: 'The page to return to: a path of the hub.' }),
})
