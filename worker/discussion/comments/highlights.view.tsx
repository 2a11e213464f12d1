import type { Conversation } from '../../../site/contract/conversation'
import { Safe } from '../../markdown/markdown'
import { Byline } from './byline.view'
import type { ThreadContext } from './comment.view'
import type { ThreadRow, ThreadPage } from './queries'

const labels = { answer: 'The answer', pinned: 'Pinned' } as const

/** The anchor of the answer, below its question. */
export const ANSWER_ANCHOR = 'answer'

/** The accepted answer and the pinned comment, while they are public. */
export const highlightsOf = (
  { kind }: Pick<Conversation, 'kind'>,
  { counted, marked }: Pick<ThreadPage, 'counted' | 'marked'>,
): { answer?: ThreadRow | undefined; pinned?: ThreadRow | undefined } => ({
  answer: kind === 'question' ? marked.find(({ id }) => id === counted?.answer) : undefined,
  pinned: marked.find(({ id }) => id === counted?.pinned),
})

/** The badges of comments, by their ids. */
export const badgesOf = (
  conversation: Conversation,
  thread: ThreadPage,
): ReadonlyMap<string, string> => {
  const { answer, pinned } = highlightsOf(conversation, thread)
  return new Map([
    ...(pinned ? [[pinned.id, labels.pinned] as const] : []),
    ...(answer ? [[answer.id, labels.answer] as const] : []),
  ])
}

interface HighlightProps {
  id?: string
  context: ThreadContext
  comment: ThreadRow
  label: string
}

/** A copy of a comment above the thread; the comment itself has the id further down. */
const Highlight = ({ id, context, comment, label }: HighlightProps) => (
  <section class="comment-above h-cite" id={id} aria-label={label}>
    <p class="comment-badge">{label}</p>
    <Byline hub={context.hub} comment={comment} top={context.top} />
    <div class="above-words" dir="auto">
      <Safe html={comment.html} />
    </div>
    <p class="above-way">
      <a href={context.hub.paths.comment(comment.id)}>View in conversation</a>
    </p>
  </section>
)

interface HighlightsProps {
  context: ThreadContext
  conversation: Conversation
  thread: ThreadPage
  /** Whether it is the first page of the conversation. */
  isFirst: boolean
}

/**
 * Above a conversation: the accepted answer, on every page, and the pinned comment, on the first.
 */
export const ThreadHighlights = ({ context, conversation, thread, isFirst }: HighlightsProps) => {
  const { answer, pinned } = highlightsOf(conversation, thread)
  return (
    <>
      {answer && (
        <Highlight id={ANSWER_ANCHOR} context={context} comment={answer} label={labels.answer} />
      )}
      {isFirst && pinned && pinned.id !== answer?.id && (
        <Highlight context={context} comment={pinned} label={labels.pinned} />
      )}
    </>
  )
}
