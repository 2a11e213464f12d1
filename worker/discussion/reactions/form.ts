import type { Hub } from '../../../site/contract/hub'
import { defineForm } from '../../lib/define-form'
import { choice } from '../../lib/form-fields'

/** A reaction to add or to remove. */
export const reactionForm = defineForm({
  emoji: choice({
    meaning: 'One of the hub’s reactions.',
    of: ({ reactions }: Pick<Hub, 'reactions'>) => reactions,
    prefix: 'emoji',
  }),
})
