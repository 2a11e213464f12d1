import { type Conversation, isTopic } from '../../../site/contract/conversation'
import type { NotificationEvent } from '../../accounts/inbox/table'
import type { NotificationRecipient } from '../../accounts/inbox/commands'
import type { Hub } from '../../../site/contract/hub'
import type { EmailReason } from '../../notifications/email/messages'
import { targetOf } from '../follows/rules'
import type { News } from './queries'

/*
 * Who is notified of what. Where a member has several reasons to be notified of one comment, the first
 * counts: they were mentioned, it replies to them, it is in what they started, they follow it.
 */

/** Comments published longer ago than this are not announced any more, in milliseconds: imports. */
export const STALE_MS = 7 * 24 * 60 * 60 * 1000

/** A published comment, as its notifications need it. */
export interface AnnouncedComment {
  id: string
  /** The author: a member or a guest. */
  memberId: string | null
  guestId: string | null
  /** The author's handle in `content/people/`. */
  person: string | null
  parentId: string | null
  /** It opens a topic. */
  opens: boolean
  parentMember: string | null
  parentGuest: string | null
  /** When it was published. */
  publishedAt: Date
}

/** What a comment is for those who follow its conversation, or started it. */
export const eventOf = (
  { opens, parentId }: Pick<AnnouncedComment, 'opens' | 'parentId'>,
  { kind }: Pick<Conversation, 'kind'>,
): NotificationEvent => {
  if (opens) return 'start'
  return kind === 'question' && parentId === null ? 'answer' : 'comment'
}

/**
 * Those who are notified because of the comment itself, whether they follow anything or not.
 *
 * @param mentioned the ids of the members it mentions
 */
export const directRecipients = (
  comment: AnnouncedComment,
  conversation: Pick<Conversation, 'kind' | 'startedBy'>,
  mentioned: readonly string[],
): NotificationRecipient[] => [
  ...mentioned.map((memberId) => ({ memberId, event: 'mention' as const })),
  ...(comment.parentMember ? [{ memberId: comment.parentMember, event: 'reply' as const }] : []),
  ...(conversation.startedBy && !comment.opens
    ? [{ memberId: conversation.startedBy, event: eventOf(comment, conversation) }]
    : []),
]

/** What a comment is found by: the conversation, or for a new topic what it is about and by whom. */
export const followedTargets = (
  { opens, memberId, person }: Pick<AnnouncedComment, 'opens' | 'memberId' | 'person'>,
  { id, kind, space, tags = [] }: Pick<Conversation, 'id' | 'kind' | 'space' | 'tags'>,
): string[] => {
  if (!opens) return [targetOf('conversation', id)]
  const author = memberId ?? person
  return [
    ...(author ? [targetOf('person', author)] : []),
    ...tags.map((tag) => targetOf('tag', tag)),
    targetOf('kind', kind),
    targetOf('space', space),
    targetOf('hub', ''),
  ]
}

/** The followers of a target as recipients; a guest's own comment may be answered. */
export const followersAsRecipients = (
  followers: readonly { memberId: string | null; guestId: string | null }[],
  comment: AnnouncedComment,
  conversation: Pick<Conversation, 'kind'>,
): NotificationRecipient[] =>
  followers.map(({ memberId, guestId }) => ({
    memberId,
    guestId,
    event:
      guestId !== null && guestId === comment.parentGuest
        ? 'reply'
        : eventOf(comment, conversation),
  }))

/** The decisions that those hear of whom they are about. */
export const announcedActs = ['acceptance', 'lock', 'move', 'merger'] as const
export type AnnouncedAct = (typeof announcedActs)[number]

/** A decision in the audit log, with what it is about as it is now. */
export interface AnnouncedDecision {
  act: AnnouncedAct
  /** The id of the member who decided. */
  by: string
  /** The accepted comment. */
  comment?: { id: string; memberId: string | null; guestId: string | null } | undefined
  startedBy: string | null
}

/** Those who are notified of a decision: never the member who decided. */
export const decisionRecipients = ({
  act,
  by,
  comment,
  startedBy,
}: AnnouncedDecision): NotificationRecipient[] => {
  const author = comment && { memberId: comment.memberId, guestId: comment.guestId }
  const recipients: NotificationRecipient[] =
    act === 'acceptance'
      ? [
          ...(author ? [{ ...author, event: 'accepted' as const }] : []),
          { memberId: startedBy, event: 'settled' },
        ]
      : [{ memberId: startedBy, event: act }]
  return recipients.filter(({ memberId, guestId }) => (memberId ?? guestId ?? by) !== by)
}

/** The link to what is new, from the root of the host. */
export const pathOfNews = (
  { paths, levels }: Pick<Hub, 'paths' | 'levels'>,
  { event, comment, opens }: Pick<News, 'event' | 'comment' | 'opens'>,
  conversation: Conversation | undefined,
): string => {
  if (event === 'level' || !conversation) return levels.length > 0 ? paths.levels() : paths.home()
  return comment && !opens ? paths.comment(comment) : paths.conversation(conversation)
}

/** Without its comment, only a decision, a post or an alert is news. */
export const isStillNews = ({
  event,
  comment,
  conversation,
}: Pick<News, 'event' | 'comment' | 'conversation'>): boolean =>
  comment !== null ||
  ['merger', 'move', 'lock', 'level', 'alert'].includes(event) ||
  (event === 'start' && !isTopic({ id: conversation }))

/** The title of what is new: of its conversation, or of a level. */
export const titleOfNews = (
  { levels }: Pick<Hub, 'levels'>,
  { event, detail }: Pick<News, 'event' | 'detail'>,
  conversation: Conversation | undefined,
): string | undefined =>
  event === 'level' ? levels.find(({ id }) => id === detail)?.name : conversation?.title

/** Why a recipient is notified of an event, and so of which kind its email is. */
export const emailReasonOf = (
  event: NotificationEvent,
  memberId: string | null,
  conversation: Pick<Conversation, 'startedBy'> | undefined,
): EmailReason => {
  if (event === 'answer' || event === 'comment')
    return memberId !== null && conversation?.startedBy === memberId ? 'own' : 'follower'
  return REASONS[event]
}

const REASONS: Record<Exclude<NotificationEvent, 'answer' | 'comment'>, EmailReason> = {
  mention: 'mention',
  reply: 'reply',
  start: 'subscriber',
  alert: 'alert',
  accepted: 'accepted',
  settled: 'own',
  merger: 'starter',
  move: 'starter',
  lock: 'starter',
  level: 'level',
}

/** Who did it: the author of the comment, or of the post. */
export const authorOfNews = (
  { people, name }: Pick<Hub, 'people' | 'name'>,
  { by }: Pick<News, 'by'>,
  conversation: Conversation | undefined,
): string => {
  if (by !== null) return by
  const [author = ''] = conversation?.authors ?? []
  return people[author]?.name ?? name
}
