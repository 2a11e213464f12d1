import type { Hub } from '../../site/contract'
import { defineForm } from '../kit/define-form'
import { choice } from '../kit/fields'

/** A reaction, given or taken back. */
export const reactionForm = defineForm({
  emoji: choice({
    meaning: 'One of the hub’s reactions.',
    of: ({ reactions }: Pick<Hub, 'reactions'>) => reactions,
    prefix: 'emoji',
  }),
})
