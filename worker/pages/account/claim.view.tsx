import type { Hub } from '../../../site/contract/hub'
import type { Comment } from '../../discussion/comments/table'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import { AccountSection } from '../../ui/account-section'
import { claimLabel, guestCommentCount, sections } from './messages'

/** How many comments are shown as examples before the member claims them all. */
export const CLAIM_EXAMPLES = 3

/** The longest excerpt of a comment, in characters. */
const EXCERPT_LENGTH = 140

const excerptOf = (body: string) => {
  const line = body.replace(/\s+/g, ' ').trim()
  if (line.length <= EXCERPT_LENGTH) return line
  return `${line
    .slice(0, EXCERPT_LENGTH)
    .replace(/\s\S*$/, '')
    .toWellFormed()} …`
}

interface GuestComments {
  hub: Hub
  /** The number of comments. */
  all: number
  /** The oldest few of them. */
  first: Comment[]
}

const GuestComment = ({ hub, comment }: { hub: Hub; comment: Comment }) => {
  const { id, body, name, conversation, writtenAt } = comment
  const { format } = dateFormat(hub.language, { dateStyle: 'medium', timeZone: hub.timezone })
  return (
    <li>
      <div>
        <p dir="auto">{excerptOf(body)}</p>
        <p class="soft">
          <a href={hub.paths.comment(id)}>
            {conversationById(hub, conversation)?.title ?? hub.title}
          </a>
          , as <bdi>{name}</bdi>,{' '}
          <time datetime={writtenAt.toISOString()}>{format(writtenAt)}</time>
        </p>
      </div>
    </li>
  )
}

/**
 * The comments a member wrote as a guest before they signed in, with the button that claims them.
 */
export const GuestComments = ({ hub, all, first }: GuestComments) => (
  <AccountSection {...sections.claim}>
    <p>{guestCommentCount(all, hub.language)}</p>
    <ul class="own-list">
      {first.map((comment) => (
        <GuestComment hub={hub} comment={comment} />
      ))}
      {all > first.length && <li class="soft">and {all - first.length} more</li>}
    </ul>
    <form method="post" action={hub.paths.claim()}>
      <button>{claimLabel(all)}</button>
    </form>
    <p class="soft">
      They then appear on your profile and count for your level, and so do the reactions that you
      gave.
    </p>
  </AccountSection>
)
