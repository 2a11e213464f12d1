import type { Conversation } from '../../../site/contract/conversation'
import { Safe } from '../../markdown/markdown'
import { Byline } from './byline.view'
import type { Around } from './comment.view'
import type { Line, Thread } from './queries'

/** What is said of a comment, in a word or two. */
const called = { answer: 'The answer', pinned: 'Pinned' } as const

/** The anchor of the answer, below its question. */
export const ANSWER = 'answer'

/** What settled the question, and what hosts show above the others, while everybody may read them. */
export const markedIn = (
  { kind }: Pick<Conversation, 'kind'>,
  { counted, marked }: Pick<Thread, 'counted' | 'marked'>,
): { answer?: Line | undefined; pinned?: Line | undefined } => ({
  answer: kind === 'question' ? marked.find(({ id }) => id === counted?.answer) : undefined,
  pinned: marked.find(({ id }) => id === counted?.pinned),
})

/** By the id of the comment, what is said of it in its place. */
export const marksOf = (
  conversation: Conversation,
  thread: Thread,
): ReadonlyMap<string, string> => {
  const { answer, pinned } = markedIn(conversation, thread)
  return new Map([
    ...(pinned ? [[pinned.id, called.pinned] as const] : []),
    ...(answer ? [[answer.id, called.answer] as const] : []),
  ])
}

interface ShownProps {
  id?: string
  around: Around
  line: Line
  label: string
}

/** The words of a comment that has its place, and its id, further down. */
const Shown = ({ id, around, line, label }: ShownProps) => (
  <section class="comment-above h-cite" id={id} aria-label={label}>
    <p class="comment-badge">{label}</p>
    <Byline hub={around.hub} comment={line} top={around.top} />
    <div class="above-words" dir="auto">
      <Safe html={line.html} />
    </div>
    <p class="above-way">
      <a href={around.hub.paths.comment(line.id)}>See it where it stands</a>
    </p>
  </section>
)

interface AboveProps {
  around: Around
  conversation: Conversation
  thread: Thread
  /** Whether it is the first page of the conversation. */
  isFirst: boolean
}

/**
 * What stands above a conversation: the answer, which belongs to the question on every page of it,
 * and on the first then what hosts pinned.
 */
export const Above = ({ around, conversation, thread, isFirst }: AboveProps) => {
  const { answer, pinned } = markedIn(conversation, thread)
  return (
    <>
      {answer && <Shown id={ANSWER} around={around} line={answer} label={called.answer} />}
      {isFirst && pinned && pinned.id !== answer?.id && (
        <Shown around={around} line={pinned} label={called.pinned} />
      )}
    </>
  )
}
