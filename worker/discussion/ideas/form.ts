import { ideaStatuses } from '../../../site/contract/vocabulary'
import { REASON_LIMIT } from '../../audit/rules'
import { defineForm, type Fault, type GeneralFault, type Input } from '../../lib/define-form'
import { choice, line, toggle } from '../../lib/form-fields'

/** A member's vote. */
export const voteForm = defineForm({
  to: toggle({ meaning: 'Whether to add or remove the vote.' }),
})

/** A new status of an idea. */
export const statusForm = defineForm({
  status: choice({ meaning: 'The new status.', of: ideaStatuses, prefix: 'status' }),
  reason: line({ meaning: 'The reason, for all who voted.', max: REASON_LIMIT, prefix: 'reason' }),
})

export type StatusInput = Input<typeof statusForm>
export type StatusFault = Fault<typeof statusForm> | GeneralFault<'changed'>
