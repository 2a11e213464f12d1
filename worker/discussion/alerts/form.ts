import { alertStatuses } from '../../../site/contract/alerts'
import { defineForm, type Fault, type Input } from '../../lib/define-form'
import { checkbox, choice, text } from '../../lib/form-fields'
import { UPDATE_LIMIT } from './rules'

/** An update of an alert. */
export const alertUpdateForm = defineForm({
  status: choice({
    meaning: 'The new status; `resolved` ends the alert.',
    of: alertStatuses,
    prefix: 'status',
  }),
  text: text({ meaning: 'What is new, as plain text.', max: UPDATE_LIMIT }),
  preview: checkbox({ meaning: 'Whether to show it without posting it.' }),
})

export type AlertUpdateInput = Input<typeof alertUpdateForm>
export type AlertUpdateFault = Fault<typeof alertUpdateForm>
