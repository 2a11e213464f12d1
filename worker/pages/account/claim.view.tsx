import type { Hub } from '../../../site/contract/hub'
import type { Comment } from '../../discussion/comments/table'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import { OwnPart } from '../../ui/account-section'

/** How many of them are shown before somebody says that they are theirs. */
export const CLAIM_EXAMPLES = 3

/** How much of each, in characters. */
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
  /** How many there are, and the first few. */
  all: number
  first: Comment[]
}

/** What somebody wrote as a guest, before they were a member, with the one press that makes it theirs. */
export const GuestComments = ({ hub, all, first }: GuestComments) => (
  <OwnPart
    id="claim"
    title="What you wrote as a guest"
    about="You confirmed your address then, and you sign in with it now."
  >
    <p>
      {all === 1
        ? 'You wrote one comment before you were a member:'
        : `You wrote ${all.toLocaleString(hub.language)} comments before you were a member:`}
    </p>
    <ul class="own-list">
      {first.map(({ id, body, name, conversation, writtenAt }) => (
        <li>
          <div>
            <p dir="auto">{excerptOf(body)}</p>
            <p class="soft">
              <a href={hub.paths.comment(id)}>
                {conversationById(hub, conversation)?.title ?? hub.title}
              </a>
              , as <bdi>{name}</bdi>,{' '}
              <time datetime={writtenAt.toISOString()}>
                {dateFormat(hub.language, { dateStyle: 'medium', timeZone: hub.timezone }).format(
                  writtenAt,
                )}
              </time>
            </p>
          </div>
        </li>
      ))}
      {all > first.length && <li class="soft">and {all - first.length} more</li>}
    </ul>
    <form method="post" action={hub.paths.claim()}>
      <button>
        {all === 1
          ? 'This is mine: sign it with my name'
          : 'These are mine: sign them with my name'}
      </button>
    </form>
    <p class="soft">
      They then appear on your profile and count for your level, and so do the reactions that you
      gave.
    </p>
  </OwnPart>
)
