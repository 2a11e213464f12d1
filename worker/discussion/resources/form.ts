import { defineForm } from '../../lib/define-form'
import { toggle } from '../../lib/form-fields'

/** Whether a member used a resource. */
export const useForm = defineForm({
  to: toggle({ meaning: '`on` if it was used, `off` if not; without it, the opposite of now.' }),
})
