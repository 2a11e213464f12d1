import { ideaStatuses } from '../../../site/contract/vocabulary'
import { REASON_LIMIT } from '../../audit/rules'
import { defineForm, type Fault, type GeneralFault, type Input } from '../../lib/define-form'
import { choice, line, toggle } from '../../lib/form-fields'

/** A member's vote. */
export const voteForm = defineForm({
  to: toggle({ meaning: 'Whether to vote or to take the vote back.' }),
})

/** What a host says becomes of an idea. */
export const statusForm = defineForm({
  status: choice({ meaning: 'What becomes of the idea.', of: ideaStatuses, prefix: 'status' }),
  reason: line({ meaning: 'Why, for all who voted.', max: REASON_LIMIT, prefix: 'reason' }),
})

export type StatusInput = Input<typeof statusForm>
export type StatusFault = Fault<typeof statusForm> | GeneralFault<'changed'>
