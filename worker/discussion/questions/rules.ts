import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { isHost } from '../../accounts/members/rules'
import { mayIn } from '../../accounts/access/rules'

/** The viewer, with the id of the signed-in member. */
export interface Asker {
  viewer: Viewer
  member: string | undefined
}

type Question = Pick<Conversation, 'kind' | 'space' | 'startedBy'>

/** Whether it is the viewer's own question, and they are not silenced. */
export const isOwnQuestion = (
  { kind, startedBy }: Pick<Question, 'kind' | 'startedBy'>,
  { viewer, member }: Asker,
): boolean =>
  kind === 'question' && member !== undefined && startedBy === member && !viewer.isSilenced

/**
 * Whether the viewer may accept an answer: the asker, a host, or a member whose level may accept
 * answers to all questions. The caller checks that they may read the question.
 */
export const mayAccept = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  question: Question,
  asker: Asker,
): boolean =>
  question.kind === 'question' &&
  (isOwnQuestion(question, asker) || mayIn(hub, asker.viewer, 'accept', question) === 'yes')

/** Whether the viewer may close the question as a duplicate: its asker or a host. */
export const mayClose = (question: Question, asker: Asker): boolean =>
  question.kind === 'question' && (isHost(asker.viewer) || isOwnQuestion(question, asker))

/** Why a question was not closed as a duplicate. */
export type ClosingFault = 'unknown' | 'no-question' | 'itself' | 'circle' | 'apart' | 'changed'

/** The refused address of an earlier question, and why it was refused. */
export interface RefusedDuplicate {
  typed: string
  fault: ClosingFault
}

/**
 * Why a question cannot be closed as a duplicate; `undefined` if it can.
 *
 * @param chain the conversation that was named and, if that is a duplicate or was merged, those that
 *   it redirects to; the last becomes the original
 * @param mayLink whether the page of the question may link to the last
 */
export const findClosingFault = (
  question: Pick<Conversation, 'id'>,
  chain: readonly Pick<Conversation, 'id' | 'kind'>[],
  mayLink: boolean,
): ClosingFault | undefined => {
  const [named] = chain
  if (!named) return 'unknown'
  if (named.id === question.id) return 'itself'
  if (chain.some(({ id }) => id === question.id)) return 'circle'
  if (chain.at(-1)!.kind !== 'question') return 'no-question'
  return mayLink ? undefined : 'apart'
}
