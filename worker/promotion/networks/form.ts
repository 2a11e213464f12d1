import { defineForm } from '../../lib/define-form'
import { checkbox, raw } from '../../lib/form-fields'

/** The server on which a reader shares. */
export const serverForm = defineForm({
  server: raw({ meaning: 'The host name of the reader’s server.', maxLength: 300 }),
  forget: checkbox({ meaning: 'Forgets the server that was named before.' }),
})
