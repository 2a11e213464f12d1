import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import type { Mention } from '../../discussion/mentions/queries'
import { excerpt, toText } from '../../markdown/markdown'
import { AccountSection } from '../../ui/account-section'
import { sections } from './messages'

/** The longest excerpt of a comment, in characters. */
const SHOWN = 200

const Row = ({ hub, mention }: { hub: Hub; mention: Mention }) => {
  const { id, name, html, at, opens } = mention
  const conversation = conversationById(hub, mention.conversation)!
  return (
    <li>
      <div class="own-message">
        <strong>
          <bdi>{name}</bdi> in{' '}
          <a href={opens ? hub.paths.conversation(conversation) : hub.paths.comment(id)}>
            {conversation.title}
          </a>
        </strong>
        <p dir="auto">{excerpt(toText(html), SHOWN)}</p>
        <p class="soft">
          <time datetime={at.toISOString()}>
            {dateFormat(hub.language, { dateStyle: 'medium', timeZone: hub.timezone }).format(at)}
          </time>
        </p>
      </div>
      <form method="post" action={hub.paths.seenMention(id)}>
        <button class="quiet">
          Dismiss<span class="unseen"> this mention</span>
        </button>
      </form>
    </li>
  )
}

/** Comments that mention the member, newest first, until dismissed. */
export const Mentions = ({ hub, mentions }: { hub: Hub; mentions: Mention[] }) => (
  <AccountSection {...sections.mentions}>
    <ul class="own-list">
      {mentions.map((mention) => (
        <Row hub={hub} mention={mention} />
      ))}
    </ul>
  </AccountSection>
)
