import { defineForm } from '../../lib/define-form'
import { checkbox, raw } from '../../lib/form-fields'

/** The reader's server on a network with many servers. */
export const serverForm = defineForm({
  server: raw({ meaning: 'The host name of the reader’s server.', maxLength: 300 }),
  forget: checkbox({ meaning: 'Forgets the remembered server.' }),
})
