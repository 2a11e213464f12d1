import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { isHost } from '../../accounts/members/rules'
import { mayIn } from '../../accounts/access/rules'

/** Whoever asks, with the id of the member who is signed in. */
export interface Asker {
  viewer: Viewer
  member: string | undefined
}

type Question = Pick<Conversation, 'kind' | 'space' | 'startedBy'>

/** Whether it is their own question, in which no host keeps them from writing. */
export const isOwnQuestion = (
  { kind, startedBy }: Pick<Question, 'kind' | 'startedBy'>,
  { viewer, member }: Asker,
): boolean =>
  kind === 'question' && member !== undefined && startedBy === member && !viewer.isSilenced

/**
 * Whether somebody says which comment settles a question: whoever asked it, a host, or a member
 * whose level says so of every question. They must be able to read it; that is asked elsewhere.
 */
export const mayAccept = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  question: Question,
  somebody: Asker,
): boolean =>
  question.kind === 'question' &&
  (isOwnQuestion(question, somebody) || mayIn(hub, somebody.viewer, 'accept', question) === 'yes')

/** Whether somebody says of a question that it was asked before: whoever asked it, or a host. */
export const mayClose = (question: Question, somebody: Asker): boolean =>
  question.kind === 'question' && (isHost(somebody.viewer) || isOwnQuestion(question, somebody))

/** Why a question was not closed for another. */
export type ClosingFault = 'unknown' | 'no-question' | 'itself' | 'circle' | 'apart' | 'changed'

/** What somebody named as the earlier question, and why it was not taken. */
export interface RefusedDuplicate {
  typed: string
  fault: ClosingFault
}

/**
 * What stands in the way of closing a question for another.
 *
 * @param chain the conversation that was named and, where that was asked before or merged into
 *   another, those that it leads to; the last is where the question would lead
 * @param mayName whether the page of the question may name that
 */
export const findClosingFault = (
  question: Pick<Conversation, 'id'>,
  chain: readonly Pick<Conversation, 'id' | 'kind'>[],
  mayName: boolean,
): ClosingFault | undefined => {
  const [named] = chain
  if (!named) return 'unknown'
  if (named.id === question.id) return 'itself'
  if (chain.some(({ id }) => id === question.id)) return 'circle'
  if (chain.at(-1)!.kind !== 'question') return 'no-question'
  return mayName ? undefined : 'apart'
}
