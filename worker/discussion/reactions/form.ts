import type { Hub } from '../../../site/contract/hub'
import { defineForm } from '../../lib/define-form'
import { choice, toggle } from '../../lib/form-fields'

/** A reaction to add or to remove. */
export const reactionForm = defineForm({
  emoji: choice({
    meaning: 'One of the hub’s reactions.',
    of: ({ reactions }: Pick<Hub, 'reactions'>) => reactions,
    prefix: 'emoji',
  }),
  to: toggle({ meaning: '`on` to add it, `off` to remove it; without it, the opposite of now.' }),
})
