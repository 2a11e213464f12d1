import { defineForm } from '../../lib/define-form'
import { choice, raw, toggle } from '../../lib/form-fields'

/** What a recipient of emails stops or turns on again. */
export const emailStopForm = defineForm({
  what: choice({
    meaning: 'Emails of a kind, about a conversation, or all.',
    of: ['kind', 'conversation', 'all'],
    prefix: 'what',
  }),
  of: raw({
    meaning: 'The kind, or the id of the conversation; default: that of the email.',
    maxLength: 100,
  }),
  to: toggle({ meaning: '`off` stops these emails; `on` turns them on again.' }),
})
