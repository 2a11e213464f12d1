import { REASON_LIMIT } from '../../audit/rules'
import { defineForm } from '../../lib/define-form'
import { checkbox, list, raw, toggle } from '../../lib/form-fields'

/** The most comments that one bulk action may name. */
export const BULK_LIMIT = 100

/** A moderation action on a comment, a conversation or an entry of the audit log. */
export const actionForm = defineForm({
  rule: raw({ meaning: 'The id of the house rule by which a comment is removed.' }),
  reason: raw({ meaning: 'Why, for the audit log.', maxLength: REASON_LIMIT }),
  to: toggle({ meaning: '`on` to do it, `off` to undo it; without it, the opposite of now.' }),
  back: raw({ meaning: 'The list of the desk to return to.' }),
  all: checkbox({ meaning: 'Undoes the whole bulk action.' }),
  comment: raw({ meaning: 'The comment to return to.' }),
})

/** The same action on several comments. */
export const bulkActionForm = defineForm({
  ...actionForm.fields,
  act: raw({ meaning: 'The action: the last part of its address for one comment.' }),
  comment: list({ meaning: 'The ids of the comments.', maxItems: BULK_LIMIT }),
})
