import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { HOUSE_RULES } from '../../../site/contract/paths'
import { conversationById } from '../../discussion/conversations/rules'
import { dateFormat } from '../../lib/date-format'
import type { DecisionKind } from '../../discussion/author-messages/email.view'
import type { OwnMessage } from '../../discussion/author-messages/queries'
import { IdeaTold } from './idea-message.view'
import { OwnPart } from '../../ui/account-section'

const done = {
  warning: 'A host asks you to mind something about your comment',
  fading: 'A host let your comment fade',
  removal: 'A host removed your comment',
} as const

const means = {
  warning: '',
  fading: 'Others find it folded, below what else was said; its words are unchanged.',
  removal: 'Nobody can read it any more.',
} as const

interface MessageProps {
  hub: Hub
  told: OwnMessage
  /** The idea that it is about, as the database has it. */
  ideaOf: (id: string) => Conversation | undefined
  /** Whether its reader may read that idea, where it is now. */
  mayReadIdea: (id: string) => boolean
}

/** The comment, while it can be seen; else the conversation in which it was. */
const Place = ({
  hub,
  told: { message, conversation, state },
}: Pick<MessageProps, 'hub' | 'told'>) => {
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

/** What a host said about a comment. */
const Told = ({ kind, hub, told }: Pick<MessageProps, 'hub' | 'told'> & { kind: DecisionKind }) => {
  const { body, rule } = told.message
  return (
    <>
      <strong>
        {done[kind]}
        <Place hub={hub} told={told} />
      </strong>
      {body && <blockquote dir="auto">{body}</blockquote>}
      <Rule hub={hub} id={rule} />
      {means[kind] && <p>{means[kind]}</p>}
    </>
  )
}

const Message = ({ hub, told, ideaOf, mayReadIdea }: MessageProps) => {
  const { id, kind, at } = told.message
  const about = told.conversation ?? ''
  return (
    <li>
      <div class="own-message">
        {kind === 'idea' ? (
          <IdeaTold
            paths={hub.paths}
            message={told.message}
            idea={ideaOf(about)}
            isReadable={mayReadIdea(about)}
          />
        ) : (
          <Told kind={kind} hub={hub} told={told} />
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
          Put away<span class="unseen"> this message</span>
        </button>
      </form>
    </li>
  )
}

/** What hosts told somebody about what they wrote and voted for, newest first, until they put it away. */
export const Messages = ({
  messages,
  ...around
}: Omit<MessageProps, 'told'> & { messages: OwnMessage[] }) => (
  <OwnPart
    id="messages"
    title="Messages"
    about="From the hosts, about what you wrote, and about ideas that you had or voted for."
  >
    <ul class="own-list">
      {messages.map((told) => (
        <Message {...around} told={told} />
      ))}
    </ul>
  </OwnPart>
)
