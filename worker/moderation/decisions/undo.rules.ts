import type { LogRow } from '../../audit/table'
import { type CommentAction, commentActions } from '../../discussion/comments/state.rules'
import { type Flag, flags } from '../../discussion/decisions/flag.rules'

type LoggedAct = Pick<LogRow, 'act' | 'detail'>

/** The act of an entry of the audit log; for an undo, the act that it undid. */
export const actOf = ({ act, detail }: LoggedAct): string =>
  act === 'undoing' ? String(detail?.['act']) : act

export const isStateAction = (act: string): act is CommentAction =>
  (commentActions as readonly string[]).includes(act)

const isFlag = (act: string): act is Flag => (flags as readonly string[]).includes(act)

/** Flags of a conversation, without a comment. */
export const isConversationFlag = (act: string): act is 'lock' | 'duplicate' =>
  act === 'lock' || act === 'duplicate'

/** The actions on a topic that can be undone. */
export type TopicAction = 'move' | 'merger'

export const isTopicAction = (act: string): act is TopicAction => act === 'move' || act === 'merger'

/** Whether an entry is of a kind that can be undone; without its detail it cannot. */
export const isUndoable = (entry: LoggedAct): boolean =>
  entry.detail !== null &&
  [isStateAction, isFlag, isConversationFlag, isTopicAction].some((isOne) => isOne(actOf(entry)))
