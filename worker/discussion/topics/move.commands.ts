import { sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import { moveToSpace } from '../conversations/merge.commands'
import { type DecisionContext, hasRoleNow, recordDecision } from '../../audit/commands'

/** What a host does with a topic besides its life. */
interface Moving {
  reason: string | null
  /** The entry that this takes back. */
  undoes?: string | undefined
}

/** Whether the entry that is to be taken back was not taken back yet. */
export const isNotUndone = (undoes: string | undefined) =>
  undoes ? sql`not exists (select 1 from log u where u.undoes = ${undoes})` : sql`true`

/** Brings a topic into another space, on record: who may read it changes with that. */
export const moveTopic = (
  context: DecisionContext,
  { id, space: from }: Pick<Conversation, 'id' | 'space'>,
  to: string,
  { reason, undoes }: Moving,
): Promise<string | undefined> =>
  recordDecision(
    context,
    {
      act: undoes ? 'undoing' : 'move',
      subject: id,
      reason,
      detail: { ...(undoes && { act: 'move' }), from, to },
      undoes: undoes ?? null,
    },
    sql`${hasRoleNow(context, 'host', 'owner')} and ${isNotUndone(undoes)} and exists (
      select 1 from conversations v where v.id = ${id} and v.space = ${from}
        and v.merged_into is null)`,
    (isDecided) => [moveToSpace(context.db, id, to, isDecided)],
  )
