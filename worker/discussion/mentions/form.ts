import { defineForm } from '../../lib/define-form'
import { toggle } from '../../lib/form-fields'

/** Whether a member gets emails about mentions. */
export const mentionEmailsForm = defineForm({
  to: toggle({ meaning: '`off` sends no more emails about mentions.' }),
})
