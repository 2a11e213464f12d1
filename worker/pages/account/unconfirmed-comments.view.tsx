import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { Comment } from '../../discussion/comments/table'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import { AccountSection } from '../../ui/account-section'
import { sections } from './messages'

interface UnconfirmedComments {
  hub: Hub
  /** How many there are, and the first of them. */
  all: number
  first: Comment[]
  /** When they were read: the answer does not cover comments edited later. */
  asOf: Date
}

interface Answers {
  paths: Paths
  comments: Comment[]
  asOf: Date
  yes: string
  no: string
}

const Answer = ({
  action,
  comments,
  asOf,
  label,
}: Pick<Answers, 'comments' | 'asOf'> & { action: string; label: string }) => (
  <form method="post" action={action}>
    <input type="hidden" name="asOf" value={asOf.toISOString()} />
    {comments.map(({ id }) => (
      <input type="hidden" name="comment" value={id} />
    ))}
    <button class="quiet">{label}</button>
  </form>
)

const Answers = ({ paths, comments, asOf, yes, no }: Answers) => (
  <div class="form-actions">
    <Answer action={paths.vouching()} comments={comments} asOf={asOf} label={yes} />
    <Answer action={paths.denial()} comments={comments} asOf={asOf} label={no} />
  </div>
)

const UnconfirmedItem = ({ hub, comment, asOf }: { hub: Hub; comment: Comment; asOf: Date }) => {
  const { id, body, name, conversation, state, writtenAt } = comment
  const format = { dateStyle: 'medium', timeZone: hub.timezone } as const
  const title = conversationById(hub, conversation)?.title ?? hub.title
  return (
    <li>
      <div class="own-written">
        <p class="own-words" dir="auto">
          {body}
        </p>
        <p class="soft">
          {state === 'held' ? title : <a href={hub.paths.comment(id)}>{title}</a>}, as{' '}
          <bdi>{name}</bdi>,{' '}
          <time datetime={writtenAt.toISOString()}>
            {dateFormat(hub.language, format).format(writtenAt)}
          </time>
          {state === 'held' && '. Not public yet.'}
        </p>
        <Answers
          paths={hub.paths}
          comments={[comment]}
          asOf={asOf}
          yes="Yes, I wrote this"
          no="No, I did not"
        />
      </div>
    </li>
  )
}

/**
 * Unconfirmed comments with the member’s address; only the member can say whether they wrote them.
 */
export const UnconfirmedComments = ({ hub, all, first, asOf }: UnconfirmedComments) => (
  <AccountSection {...sections.unconfirmed}>
    <ul class="own-list">
      {first.map((comment) => (
        <UnconfirmedItem hub={hub} comment={comment} asOf={asOf} />
      ))}
      {all > first.length && <li class="soft">and {all - first.length} more, after these</li>}
    </ul>
    {first.length > 1 && (
      <Answers
        paths={hub.paths}
        comments={first}
        asOf={asOf}
        yes={`I wrote all ${first.length}`}
        no={`I wrote none of these ${first.length}`}
      />
    )}
  </AccountSection>
)
