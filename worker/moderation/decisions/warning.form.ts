import type { Hub } from '../../../site/contract/hub'
import {
  type Busy,
  defineForm,
  type Fault,
  type GeneralFault,
  type Input,
} from '../../lib/define-form'
import { choice, optional, text } from '../../lib/form-fields'

/** The longest message to a member or guest, in characters. */
const MESSAGE_LIMIT = 1000

/** A host's warning to the author of a comment. */
export const warningForm = defineForm({
  body: text({ meaning: 'The message to the author.', max: MESSAGE_LIMIT }),
  rule: optional(
    choice({
      meaning: 'The house rule that it is about.',
      of: ({ desk }: Pick<Hub, 'desk'>) => desk.rules.map(({ id }) => id),
      prefix: 'rule',
    }),
  ),
})

export type WarningInput = Input<typeof warningForm>

/** Why no warning is sent. */
export type WarningFault =
  Fault<typeof warningForm> | Extract<Busy, { reason: 'not-saved' }> | GeneralFault<'unreachable'>
