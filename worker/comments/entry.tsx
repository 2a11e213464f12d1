import { type Hub, paths } from '../../site/contract'
import { dateFormat } from '../kit/date-format'
import { ReactionBar } from '../reactions/view'
import { relOf } from '../text/tame'
import { Safe } from '../text/markdown'
import type { Line } from './queries'
import { isOwn, refusalToAuthor, type Who } from './rules'
import { sentenceOfHeld } from './sentences'

/** What drawing a comment depends on, besides the comment. */
export interface Around {
  hub: Hub
  now: Date
  /** Who reads. */
  who: Who
  /** Whether the conversation takes replies. */
  isOpen: boolean
  /** Whether the hub can send letters. */
  canMail: boolean
  /** What the visitor gave, by what they gave it to. */
  given?: ReadonlyMap<string, ReadonlySet<string>> | undefined
}

const when = ({ language, timezone }: Hub, at: Date) =>
  dateFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(at)

type Signed = Pick<Line, 'name' | 'website' | 'person' | 'handle' | 'level' | 'asHost'>

/** A host by their file in `content/people/`; a member who is a host without one by their profile. */
const Host = ({ hub, signed }: { hub: Hub; signed: Signed }) => {
  const { name, person, handle } = signed
  const filed = person && Object.hasOwn(hub.people, person) ? hub.people[person] : undefined
  const page = filed ? person : handle
  const role = filed ? filed.role : 'Host'
  return (
    <span class="p-author h-card" data-host>
      {page ? (
        <a class="p-name u-url" href={paths.person(page)} dir="auto">
          {filed?.name ?? name}
        </a>
      ) : (
        <bdi class="p-name">{name}</bdi>
      )}
      {role && <span class="p-role comment-role">{role}</span>}
    </span>
  )
}

/** The level that a member has earned; the first two are reached by turning up. */
const earned = ({ levels }: Hub, id: string | null) =>
  levels.slice(2).find((level) => level.id === id)

const mayBeFollowed = ({ levels }: Hub, id: string | null) =>
  levels.find((level) => level.id === id)?.may.followedLinks ?? false

/** A member leads to their profile; their own website stands beside their name. */
const MemberName = ({ hub, signed }: { hub: Hub; signed: Signed }) => {
  const { name, website, handle, level } = signed
  const badge = earned(hub, level)
  return (
    <span class="p-author h-card">
      <a class="p-name u-url" href={paths.person(handle!)} dir="auto">
        {name}
      </a>
      {badge && <span class="comment-level">{badge.name}</span>}
      {website && (
        <a class="u-url comment-website" href={website} rel={relOf(mayBeFollowed(hub, level))}>
          {new URL(website).host}
        </a>
      )}
    </span>
  )
}

/**
 * Whose words these are. A name stands by itself, as it does wherever it is drawn: one in Hebrew or
 * Arabic would otherwise turn the words beside it around.
 */
const Author = ({ hub, signed }: { hub: Hub; signed: Signed }) => {
  const { name, website, person, handle, asHost } = signed
  const isFiled = person !== null && Object.hasOwn(hub.people, person)
  if (asHost || isFiled) return <Host hub={hub} signed={signed} />
  if (handle) return <MemberName hub={hub} signed={signed} />
  return (
    <span class="p-author h-card">
      {website ? (
        <a class="p-name u-url" href={website} rel={relOf(false)} dir="auto">
          {name}
        </a>
      ) : (
        <bdi class="p-name">{name}</bdi>
      )}
    </span>
  )
}

/** Who wrote it and when, as its first line. */
export const Byline = ({
  hub,
  comment,
}: {
  hub: Hub
  comment: Signed & Pick<Line, 'id' | 'writtenAt' | 'revisedAt'>
}) => (
  <header class="comment-byline">
    <Author hub={hub} signed={comment} />{' '}
    <a class="u-url" href={paths.comment(comment.id)}>
      <time class="dt-published" datetime={comment.writtenAt.toISOString()}>
        {when(hub, comment.writtenAt)}
      </time>
    </a>
    {comment.revisedAt && (
      <>
        {' '}
        <span class="comment-revised">
          edited{' '}
          <time class="dt-updated" datetime={comment.revisedAt.toISOString()}>
            {when(hub, comment.revisedAt)}
          </time>
        </span>
      </>
    )}
  </header>
)

/** Whom a reply answers, where its place on the page does not say so. */
const Answers = ({ line }: { line: Line }) => (
  <p class="comment-answers">
    In reply to{' '}
    <a class="u-in-reply-to" href={paths.comment(line.parentId!)}>
      {line.answeredName ? <bdi>{line.answeredName}</bdi> : 'a comment that is gone'}
    </a>
  </p>
)

const Actions = ({ line, around }: { line: Line; around: Around }) => {
  const { hub, now, who, isOpen } = around
  const mayChange = isOwn(line, who) && !refusalToAuthor(line, hub.comments, now)
  const mayReply = isOpen && line.state === 'published'
  if (!mayChange && !mayReply) return null
  return (
    <footer class="comment-actions">
      {mayReply && (
        <a class="comment-reply" href={paths.reply(line.id)} rel="nofollow">
          Reply
          <span class="unseen">
            {' '}
            to <bdi>{line.name}</bdi>
          </span>
        </a>
      )}
      {mayChange && (
        <>
          <a class="comment-edit" href={paths.revision(line.id)}>
            Edit
          </a>
          <form class="comment-removal" method="post" action={paths.removal(line.id)}>
            <button class="quiet">Delete</button>
          </form>
        </>
      )}
    </footer>
  )
}

interface EntryProps {
  line: Line
  around: Around
  /** Whether it says whom it answers. */
  saysWhom: boolean
}

const Words = ({ line, around, saysWhom }: EntryProps) => (
  <>
    <Byline hub={around.hub} comment={line} />
    {saysWhom && <Answers line={line} />}
    {line.state === 'held' && (
      <p class="comment-note">{sentenceOfHeld(line.heldFor, around.canMail)}</p>
    )}
    <div class="e-content" dir="auto">
      <Safe html={line.html} />
    </div>
    {line.state === 'published' && (
      <ReactionBar
        emojis={around.hub.reactions}
        action={paths.commentReactions(line.id)}
        tally={line.reactions}
        own={around.given?.get(line.id)}
      />
    )}
    <Actions line={line} around={around} />
  </>
)

/** What stands where nobody may read the words, so that the replies keep their place. */
const Placeholder = ({ line, depth }: { line: Line; depth: number }) => (
  <article class="comment" id={`c-${line.id}`} data-depth={depth} data-state={line.state}>
    <p class="comment-note">
      {line.state === 'removed' ? 'This comment was removed.' : 'This comment waits for a host.'}
    </p>
  </article>
)

/** One comment of a conversation. */
export const Entry = ({ line, around, saysWhom }: EntryProps) => {
  const { hub, who } = around
  const depth = Math.min(line.depth, hub.comments.depth)
  if (line.state === 'removed' || (line.state === 'held' && !isOwn(line, who)))
    return <Placeholder line={line} depth={depth} />
  const words = <Words line={line} around={around} saysWhom={saysWhom} />
  return (
    <article
      class="comment h-entry"
      id={`c-${line.id}`}
      data-depth={depth}
      data-state={line.state}
      data-host={line.asHost || line.person ? '' : undefined}
    >
      {line.state === 'faded' ? (
        <details class="comment-faded">
          <summary>
            A faded comment by <bdi>{line.name}</bdi>
          </summary>
          {words}
        </details>
      ) : (
        words
      )}
    </article>
  )
}
