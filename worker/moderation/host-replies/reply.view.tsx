import type { Hub } from '../../../site/contract/hub'
import { Byline } from '../../discussion/comments/byline.view'
import { ReplyPage } from '../../discussion/comments/pages.view'
import type { CommentFormProps } from '../../discussion/comments/form.view'
import type { Comment } from '../../discussion/comments/table'
import { Safe } from '../../markdown/markdown'

/** Something that an answer can begin with, its places filled in. */
export interface Filler {
  href: string
  title: string
  text: string
}

interface Props extends CommentFormProps {
  answers: Comment
  /** What was said before it in its line of answers, oldest first. */
  above: Comment[]
  /** Whether the conversation takes no comments but those of hosts. */
  isClosed: boolean
  /** Whether hosts locked it: then nothing that rests is sent. */
  isLocked: boolean
  /** Whether what is written here rests before it can be sent. */
  isToRest: boolean
  starters: Filler[]
  saved: Filler[]
  /** Places that nobody knows how to fill, in what the form begins with. */
  unknown: string[]
}

const Above = ({ hub, above }: { hub: Hub; above: Comment[] }) => (
  <details class="answering-above">
    <summary>What was said before ({above.length})</summary>
    {above.map((comment) => (
      <blockquote class="comment-quoted" cite={hub.paths.comment(comment.id)}>
        <Byline hub={hub} comment={comment} />
        <div class="e-content" dir="auto">
          <Safe html={comment.html} />
        </div>
      </blockquote>
    ))}
  </details>
)

/** A link fills in the form; with JavaScript it adds to what is being written there. */
const Fillers = ({ id, label, fillers }: { id: string; label: string; fillers: Filler[] }) => (
  <section class="answering-fillers" aria-labelledby={id}>
    <h2 id={id}>{label}</h2>
    <ul class="fillers">
      {fillers.map(({ href, title, text }) => (
        <li>
          <a href={href} rel="nofollow" dir="auto">
            {title}
          </a>
          <p class="filler-words" dir="auto">
            {text}
          </p>
        </li>
      ))}
    </ul>
  </section>
)

const Closed = ({
  isClosed,
  isLocked,
  isToRest,
}: Pick<Props, 'isClosed' | 'isLocked' | 'isToRest'>) => {
  if (!isClosed) return null
  return (
    <p class="comments-closed">
      {isLocked && isToRest
        ? 'This conversation is locked: what you write here rests, and can be sent once the conversation is open again.'
        : 'This conversation takes no more comments; a host’s reply still appears.'}
    </p>
  )
}

/** The page on which a host answers a comment, with what helps in doing it well. */
export const AnsweringPage = ({ above, starters, saved, unknown, ...form }: Props) => (
  <div class="answering">
    <Closed {...form} />
    {above.length > 0 && <Above hub={form.hub} above={above} />}
    <ReplyPage {...form} />
    {form.isToRest && (
      <p class="soft">
        What you write here is not published at once: it rests for{' '}
        {Math.ceil(form.hub.desk.rest / 60_000)} min, for you to read it again. Another host who has
        read it can let it go at once.
      </p>
    )}
    {unknown.length > 0 && (
      <p class="fault" role="status">
        Nobody knows what to fill in for {unknown.join(', ')}: please do so yourself.
      </p>
    )}
    <div class="answering-help">
      {starters.length > 0 && (
        <Fillers id="starters-title" label="Begin with a question" fillers={starters} />
      )}
      {saved.length > 0 && <Fillers id="saved-title" label="Saved replies" fillers={saved} />}
      <p class="soft">
        <a href={form.hub.paths.savedReplies()}>Change the saved replies</a>
      </p>
    </div>
  </div>
)
