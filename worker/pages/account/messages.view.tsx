import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { HOUSE_RULES } from '../../../site/contract/paths'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import type { DecisionKind } from '../../notifications/email/messages'
import type { OwnMessage } from '../../discussion/author-messages/queries'
import { IdeaMessage } from './idea-message.view'
import { AccountSection } from '../../ui/account-section'
import { decisionEffects, decisionTitles, sections } from './messages'

interface MessageProps {
  hub: Hub
  entry: OwnMessage
  /** The idea a message is about, as the database has it. */
  ideaOf: (id: string) => Conversation | undefined
  /** Whether the member may read that idea, after a move or a merge too. */
  mayReadIdea: (id: string) => boolean
}

/** A link to the comment while it is visible, else to its conversation. */
const Place = ({
  hub,
  entry: { message, conversation, state },
}: Pick<MessageProps, 'hub' | 'entry'>) => {
  const known = conversation ? conversationById(hub, conversation) : undefined
  if (!known) return null
  const isThere = state !== null && state !== 'removed'
  return (
    <>
      {' '}
      in{' '}
      <a href={isThere ? hub.paths.comment(message.comment!) : hub.paths.conversation(known)}>
        {known.title}
      </a>
    </>
  )
}

const Rule = ({ hub, id }: { hub: Hub; id: string | null }) => {
  const rule = hub.desk.rules.find((each) => each.id === id)
  if (!rule) return null
  const isWritten = hub.pages.includes(HOUSE_RULES)
  return (
    <p>
      The {isWritten ? <a href={hub.paths.page(HOUSE_RULES)}>house rule</a> : 'house rule'} it is
      about: <strong>{rule.name}</strong>
      {rule.says ? `. ${rule.says}` : '.'}
    </p>
  )
}

/** A host’s message about a comment. */
const CommentMessage = ({
  kind,
  hub,
  entry,
}: Pick<MessageProps, 'hub' | 'entry'> & { kind: DecisionKind }) => {
  const { body, rule } = entry.message
  return (
    <>
      <strong>
        {decisionTitles[kind]}
        <Place hub={hub} entry={entry} />
      </strong>
      {body && <blockquote dir="auto">{body}</blockquote>}
      <Rule hub={hub} id={rule} />
      {decisionEffects[kind] && <p>{decisionEffects[kind]}</p>}
    </>
  )
}

const Message = ({ hub, entry, ideaOf, mayReadIdea }: MessageProps) => {
  const { id, kind, at } = entry.message
  const about = entry.conversation ?? ''
  return (
    <li>
      <div class="own-message">
        {kind === 'idea' ? (
          <IdeaMessage
            paths={hub.paths}
            message={entry.message}
            idea={ideaOf(about)}
            isReadable={mayReadIdea(about)}
          />
        ) : (
          <CommentMessage kind={kind} hub={hub} entry={entry} />
        )}
        <p class="soft">
          {hub.name},{' '}
          <time datetime={at.toISOString()}>
            {dateFormat(hub.language, { dateStyle: 'medium', timeZone: hub.timezone }).format(at)}
          </time>
        </p>
      </div>
      <form method="post" action={hub.paths.seenMessage(id)}>
        <button class="quiet">
          Dismiss<span class="unseen"> this message</span>
        </button>
      </form>
    </li>
  )
}

/** Messages from hosts, newest first, until the member dismisses them. */
export const Messages = ({
  messages,
  ...around
}: Omit<MessageProps, 'entry'> & { messages: OwnMessage[] }) => (
  <AccountSection {...sections.messages}>
    <ul class="own-list">
      {messages.map((entry) => (
        <Message {...around} entry={entry} />
      ))}
    </ul>
  </AccountSection>
)
