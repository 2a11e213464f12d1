import type { Child } from 'hono/jsx'
import { type Conversation, topicOf } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { Viewer } from '../../../site/contract/permissions'
import { CommentAuthor, formatDateTime } from '../comments/byline.view'
import { isOwn, authorHandle, refusalToAuthor } from '../comments/rules'
import { heldMessage } from '../comments/messages'
import type { Comment } from '../comments/table'
import type { conversations } from '../conversations/table'
import { Avatar } from '../../ui/avatar'
import { isHost } from '../../accounts/members/rules'
import { KindName } from '../../ui/icon'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { spaceOf } from '../../accounts/access/rules'
import { Safe } from '../../markdown/markdown'

/** A topic and its viewer: what its page is rendered from. */
export interface Topic {
  hub: Hub
  now: Date
  conversation: Conversation
  row: typeof conversations.$inferSelect
  opening: Comment
  viewer: Viewer
  /** The signed-in member. */
  member: SignedIn | undefined
}

/** The parts of a topic's page that other rooms render. */
export interface TopicExtensions {
  /** Between the title and the text, such as the status of an idea. */
  above: Child[]
  /** Below the text, such as the links of a resource. */
  below: Child[]
}

const TopicHead = ({ hub, conversation, opening }: Topic) => {
  const { kind, title } = conversation
  const space = spaceOf(hub, conversation)
  return (
    <header class="post-head">
      <p class="post-top">
        <a href={hub.paths.kind(kind)}>
          <KindName kind={kind} />
        </a>
        <span>
          in <a href={hub.paths.space(space.id)}>{space.name}</a>
        </span>
      </p>
      <h1 class="p-name" dir="auto">
        {title}
      </h1>
      {opening.state !== 'removed' && (
        <By hub={hub} conversation={conversation} opening={opening} />
      )}
    </header>
  )
}

const By = ({ hub, conversation, opening }: Pick<Topic, 'hub' | 'conversation' | 'opening'>) => (
  <p class="post-by">
    <span class="byline">
      <Avatar
        hub={hub}
        name={opening.name}
        handle={authorHandle(hub, opening) ?? opening.handle ?? opening.name}
      />
      <span>
        {conversation.kind === 'question' && 'Asked by '}
        <CommentAuthor hub={hub} signed={opening} />
      </span>
    </span>
    <a class="u-url" href={hub.paths.conversation(conversation)}>
      <time class="dt-published" datetime={opening.writtenAt.toISOString()}>
        {formatDateTime(hub, opening.writtenAt)}
      </time>
    </a>
  </p>
)

/** The note for the author of a held topic, and for hosts on a removed or faded one. */
const noteOf = ({ opening, viewer, member }: Topic): string | undefined => {
  const { state, heldFor } = opening
  const isAuthor = isOwn(opening, { member: member?.id })
  if (state === 'held') return heldMessage(heldFor, false)
  if (!isHost(viewer)) return undefined
  if (state === 'removed') return 'This conversation was removed. Only hosts can see this page.'
  // To its author a faded topic looks published.
  if (state === 'faded' && !isAuthor)
    return 'This conversation is faded: it is not in lists or search results.'
  return undefined
}

const Tags = ({ paths, tags }: { paths: Paths } & Pick<Conversation, 'tags'>) =>
  tags.length === 0 ? null : (
    <ul class="tags" aria-label="Tags">
      {tags.map((tag) => (
        <li>
          <a class="p-category" rel="tag" href={paths.tag(tag)}>
            {tag}
          </a>
        </li>
      ))}
    </ul>
  )

/** When it was edited, with a link to its history. */
const Changed = ({ hub, conversation, opening }: Topic) =>
  opening.revisedAt && (
    <p class="topic-changed">
      <a href={historyOf(hub.paths, conversation)}>
        Edited{' '}
        <time class="dt-updated" datetime={opening.revisedAt.toISOString()}>
          {formatDateTime(hub, opening.revisedAt)}
        </time>
      </a>
    </p>
  )

const historyOf = (paths: Paths, { id, slug }: Conversation) =>
  paths.history(id.slice(topicOf('').length), slug)

/** Deletes the topic for good; only while it has no comments. */
const Removal = ({ hub, opening }: Topic) => (
  <details class="comment-removal">
    <summary>Delete</summary>
    <form method="post" action={hub.paths.withdrawal(opening.id)}>
      <button class="quiet">Delete permanently</button>
    </form>
  </details>
)

/** What the author, a reader or a host can do with it. */
const Actions = (topic: Topic) => {
  const { hub, now, conversation, row, opening, viewer, member } = topic
  const isMine = isOwn(opening, { member: member?.id })
  const isAtDesk = isHost(viewer)
  const mayDelete = isMine && row.comments === 0 && !refusalToAuthor(opening, hub.comments, now)
  return (
    <footer class="comment-actions">
      {!isMine && !isAtDesk && opening.state === 'published' && (
        <a class="comment-report" href={hub.paths.reporting(opening.id)} rel="nofollow">
          Report
        </a>
      )}
      {(isMine || isAtDesk) && (
        <a class="comment-edit" href={hub.paths.conversationRevision(conversation.id)}>
          Edit
        </a>
      )}
      {mayDelete && <Removal {...topic} />}
      {isAtDesk && (
        <a class="comment-decide" href={hub.paths.deskComment(opening.id)}>
          Decide<span class="unseen"> about this conversation</span>
        </a>
      )}
    </footer>
  )
}

/** A topic, with the same markup as a post. */
export const TopicArticle = ({
  topic,
  extensions,
}: {
  topic: Topic
  extensions: TopicExtensions
}) => {
  const { conversation, opening } = topic
  const note = noteOf(topic)
  return (
    <article class="post h-entry" data-kind={conversation.kind} data-state={opening.state}>
      <TopicHead {...topic} />
      {note && <p class="comment-note">{note}</p>}
      {opening.state !== 'removed' && (
        <>
          {extensions.above}
          <div class="prose e-content" dir="auto">
            <Safe html={opening.html} />
          </div>
          {extensions.below}
          <Tags paths={topic.hub.paths} tags={conversation.tags} />
          <div class="topic-foot">
            <Changed {...topic} />
            <Actions {...topic} />
          </div>
        </>
      )}
      {opening.state === 'removed' && (
        <p>
          <a href={topic.hub.paths.deskComment(opening.id)}>Decisions about it</a>
        </p>
      )}
    </article>
  )
}
