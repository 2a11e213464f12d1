import { defineForm } from '../kit/define-form'
import { toggle } from '../kit/fields'

/** Whether a member gets emails about mentions. */
export const mentionEmailsForm = defineForm({
  to: toggle({ meaning: '`off` sends no more emails about mentions.' }),
})
