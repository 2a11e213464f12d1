import type { Hub } from '../../../site/contract/hub'
import { Byline } from '../../discussion/comments/byline.view'
import { ReplyPage } from '../../discussion/comments/pages.view'
import type { CommentFormProps } from '../../discussion/comments/form.view'
import type { Comment } from '../../discussion/comments/table'
import { Safe } from '../../markdown/markdown'

/** A starter or saved reply, with its placeholders filled in. */
export interface ReplyTemplate {
  href: string
  title: string
  text: string
}

interface Props extends CommentFormProps {
  /** The comment that is answered. */
  answers: Comment
  /** Its ancestors, oldest first. */
  above: Comment[]
  /** Whether only hosts can comment. */
  isClosed: boolean
  /** Whether a host locked the conversation: then no delayed reply can be sent. */
  isLocked: boolean
  /** Whether this reply will be delayed. */
  isDelayed: boolean
  starters: ReplyTemplate[]
  saved: ReplyTemplate[]
  /** Unknown placeholders in the chosen template. */
  unknown: string[]
}

const Ancestors = ({ hub, above }: { hub: Hub; above: Comment[] }) => (
  <details class="answering-above">
    <summary>Previous comments ({above.length})</summary>
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

/** Templates as links that fill in the form; with JavaScript they add to the typed text. */
const ReplyTemplates = ({
  id,
  label,
  templates,
}: {
  id: string
  label: string
  templates: ReplyTemplate[]
}) => (
  <section class="answering-fillers" aria-labelledby={id}>
    <h2 id={id}>{label}</h2>
    <ul class="fillers">
      {templates.map(({ href, title, text }) => (
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
  isDelayed,
}: Pick<Props, 'isClosed' | 'isLocked' | 'isDelayed'>) => {
  if (!isClosed) return null
  return (
    <p class="comments-closed">
      {isLocked && isDelayed
        ? 'This conversation is locked. Your reply is delayed, and you can send it once the conversation is unlocked.'
        : 'This conversation accepts no more comments, but hosts can still reply.'}
    </p>
  )
}

/** The page on which a host answers a comment, with starters and saved replies. */
export const HostReplyPage = ({ above, starters, saved, unknown, ...form }: Props) => (
  <div class="answering">
    <Closed {...form} />
    {above.length > 0 && <Ancestors hub={form.hub} above={above} />}
    <ReplyPage {...form} />
    {form.isDelayed && (
      <p class="soft">
        Your reply is not published at once. You can send it after{' '}
        {Math.ceil(form.hub.desk.rest / 60_000)} min; another host can approve it at once.
      </p>
    )}
    {unknown.length > 0 && (
      <p class="fault" role="status">
        Unknown placeholders: {unknown.join(', ')}. Please replace them yourself.
      </p>
    )}
    <div class="answering-help">
      {starters.length > 0 && (
        <ReplyTemplates id="starters-title" label="Begin with a question" templates={starters} />
      )}
      {saved.length > 0 && (
        <ReplyTemplates id="saved-title" label="Saved replies" templates={saved} />
      )}
      <p class="soft">
        <a href={form.hub.paths.savedReplies()}>Edit saved replies</a>
      </p>
    </div>
  </div>
)
