import { sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import { moveToSpace } from '../conversations/merge.commands'
import { type DecisionContext, hasRoleNow, recordDecision } from '../../audit/commands'

interface MoveOptions {
  reason: string | null
  /** The audit log row that this undoes. */
  undoes?: string | undefined
}

/** SQL: this audit log row has not been undone yet; true if there is none. */
export const isNotUndone = (undoes: string | undefined) =>
  undoes ? sql`not exists (select 1 from log u where u.undoes = ${undoes})` : sql`true`

/** Moves a topic to another space, in the audit log; that can change who may read it. */
export const moveTopic = (
  context: DecisionContext,
  { id, space: from }: Pick<Conversation, 'id' | 'space'>,
  to: string,
  { reason, undoes }: MoveOptions,
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
