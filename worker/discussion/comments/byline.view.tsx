import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import { relFor } from '../../markdown/link-rules'
import type { ThreadRow } from './queries'
import { authorHandle } from './rules'

/** A date and time in the hub's language and time zone. */
export const formatDateTime = ({ language, timezone }: Hub, at: Date) =>
  dateFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(at)

/** The columns that a comment's byline shows. */
export type BylineFields = Pick<
  ThreadRow,
  'name' | 'website' | 'person' | 'handle' | 'level' | 'asHost' | 'memberId'
>

/** A host: linked to their file in `content/people/`, or else to their profile. */
const Host = ({ hub, signed }: { hub: Hub; signed: BylineFields }) => {
  const { name, person } = signed
  const filed = person && Object.hasOwn(hub.people, person) ? hub.people[person] : undefined
  const page = authorHandle(hub, signed)
  const role = filed ? filed.role : 'Host'
  return (
    <span class="p-author h-card" data-host>
      {page ? (
        <a class="p-name u-url" href={hub.paths.person(page)} dir="auto">
          {filed?.name ?? name}
        </a>
      ) : (
        <bdi class="p-name">{name}</bdi>
      )}
      {role && <span class="p-role comment-role">{role}</span>}
    </span>
  )
}

/** The level shown as a badge: not the first two, which every member reaches by signing in. */
const badgeLevel = ({ levels }: Hub, id: string | null) =>
  levels.slice(2).find((level) => level.id === id)

const mayBeFollowed = ({ levels }: Hub, id: string | null) =>
  levels.find((level) => level.id === id)?.may.followedLinks ?? false

/** A member: linked to their profile, with their website beside the name. */
const MemberName = ({ hub, signed, isTop }: { hub: Hub; signed: BylineFields; isTop: boolean }) => {
  const { name, website, handle, level } = signed
  const badge = badgeLevel(hub, level)
  return (
    <span class="p-author h-card">
      <a class="p-name u-url" href={hub.paths.person(handle!)} dir="auto">
        {name}
      </a>
      {badge && <span class="comment-level">{badge.name}</span>}
      {isTop && (
        <a class="comment-level comment-top" href={hub.paths.contributors()}>
          Top contributor
        </a>
      )}
      {website && (
        <a class="u-url comment-website" href={website} rel={relFor(mayBeFollowed(hub, level))}>
          {new URL(website).host}
        </a>
      )}
    </span>
  )
}

/**
 * The author's name. It is isolated (`bdi`, `dir`), as everywhere: a name in Hebrew or Arabic would
 * otherwise reorder the words beside it.
 */
export const CommentAuthor = ({
  hub,
  signed,
  isTop = false,
}: {
  hub: Hub
  signed: BylineFields
  /** Whether they are a top contributor. */
  isTop?: boolean
}) => {
  const { name, website, person, handle, asHost } = signed
  const isFiled = person !== null && Object.hasOwn(hub.people, person)
  if (asHost || isFiled) return <Host hub={hub} signed={signed} />
  if (handle) return <MemberName hub={hub} signed={signed} isTop={isTop} />
  return (
    <span class="p-author h-card">
      {website ? (
        <a class="p-name u-url" href={website} rel={relFor(false)} dir="auto">
          {name}
        </a>
      ) : (
        <bdi class="p-name">{name}</bdi>
      )}
    </span>
  )
}

/** The first line of a comment: its author and when it was written. */
export const Byline = ({
  hub,
  comment,
  top,
}: {
  hub: Hub
  /** The ids of the top contributors. */
  top?: ReadonlySet<string> | undefined
  comment: BylineFields & Pick<ThreadRow, 'id' | 'writtenAt' | 'revisedAt'>
}) => (
  <header class="comment-byline">
    <CommentAuthor hub={hub} signed={comment} isTop={top?.has(comment.memberId ?? '') ?? false} />{' '}
    <a class="u-url" href={hub.paths.comment(comment.id)}>
      <time class="dt-published" datetime={comment.writtenAt.toISOString()}>
        {formatDateTime(hub, comment.writtenAt)}
      </time>
    </a>
    {comment.revisedAt && (
      <>
        {' '}
        <span class="comment-revised">
          edited{' '}
          <time class="dt-updated" datetime={comment.revisedAt.toISOString()}>
            {formatDateTime(hub, comment.revisedAt)}
          </time>
        </span>
      </>
    )}
  </header>
)
