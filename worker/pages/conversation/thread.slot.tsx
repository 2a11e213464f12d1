import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { slots, unavailable } from '../../../site/contract/slots'
import { mayIn } from '../../accounts/access/rules'
import { viewerOf } from '../../accounts/members/rules'
import type { ThreadContext } from '../../discussion/comments/comment.view'
import type { CommentAttempt } from '../../discussion/comments/form.view'
import { badgesOf } from '../../discussion/comments/highlights.view'
import { readThread, type ThreadPage } from '../../discussion/comments/queries'
import { isNoPermission } from '../../discussion/comments/rules'
import { Thread, ThreadTitle } from '../../discussion/comments/view'
import { listTopContributorIds } from '../../discussion/contributors/queries'
import {
  cachedTopContributors,
  cacheTopContributors,
} from '../../discussion/contributors/top-cache.queries'
import { isLocked } from '../../discussion/conversations/rules'
import { selectFollow } from '../../discussion/follows/queries'
import { targetOf } from '../../discussion/follows/rules'
import { FollowForm } from '../../discussion/follows/view'
import { renderVotes } from '../../discussion/ideas/slot'
import { findQuestionDuplicates } from '../../discussion/questions/duplicate.queries'
import { mayAccept, type RefusedDuplicate } from '../../discussion/questions/rules'
import { renderDuplicates } from '../../discussion/questions/slot'
import { listOwnReactions } from '../../discussion/reactions/queries'
import { emojisBySubject } from '../../discussion/reactions/rules'
import { noteRead } from '../../discussion/read-marks/middleware'
import { listUnread } from '../../discussion/read-marks/queries'
import { guardFor } from '../../discussion/spam/middleware'
import type { App } from '../../env'
import { logError } from '../../http/log-error'
import type { PageOutcome, Slot } from '../../http/slots'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { hasSender } from '../../notifications/rules'
import { offerSlot } from '../../promotion/offers/slot'
import { ReactionBar } from '../../ui/reaction-bar'
import { markOpenedRead } from '../notifications/middleware'
import { threadPlaceIn } from './query.middleware'

/** The slots of a conversation's page, with its thread if it has comments. */
export const conversationSlots = (
  c: Context<App>,
  conversation: Conversation,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Slot[] => {
  const address = c.var.hub.paths.conversation(conversation)
  const offer = offerSlot(c, { place: conversation, page: conversation.id, address, outcome })
  if (conversation.comments === 'none') return [offer]
  markOpenedRead(c, conversation.id)
  // Started before the page is fetched: the database answers while the head is sent.
  const rendered = renderThread(c, conversation, { attempt })
  const thread = rendered.then(({ html, isThere }) => {
    outcome.isUncacheable = !isThere
    return html
  })
  const reactions = rendered.then(({ thread }) => renderReactions(c, conversation, thread))
  // Caught here as well: without the slots in the page, a failure would go unhandled.
  for (const rendering of [thread, reactions]) rendering.catch(() => undefined)
  return [
    { slot: slots.thread, render: () => thread, fallback: threadFallback(c) },
    { slot: slots.reactions, render: () => reactions, fallback: '' },
    { slot: slots.votes, render: () => renderVotes(c, conversation), fallback: '' },
    offer,
  ]
}

/** A thread as HTML, and whether the requested page exists. */
export interface RenderedThread {
  html: string
  isThere: boolean
  thread: ThreadPage | undefined
}

/** A form that was refused, to be shown again with what was typed. */
export interface RefusedInput {
  attempt?: CommentAttempt | undefined
  /** The refused form that marks a question as a duplicate. */
  closing?: RefusedDuplicate | undefined
}

/**
 * The thread of a conversation. With a refused form it is rendered even while the database is
 * unavailable: what was typed must not be lost.
 */
export const renderThread = async (
  c: Context<App>,
  conversation: Conversation,
  { attempt, closing }: RefusedInput = {},
): Promise<RenderedThread> => {
  const { hub, now } = c.var
  const place = threadPlaceIn(c)
  const found = await readOrEmpty(c, conversation, place, attempt)
  const { member, thread, duplicates } = found
  const asker = { viewer: viewerOf(hub, member, thread?.guest, now), member: member?.id }
  const permission = mayIn(hub, asker.viewer, 'comment', conversation)
  const html = String(
    <Thread
      context={contextOf(c, conversation, found, mayAccept(hub, conversation, asker))}
      conversation={conversation}
      order={place.order}
      thread={thread}
      isSetUp={Boolean(c.env.HUB_SECRET)}
      duplicates={
        duplicates && (await renderDuplicates(c, conversation, duplicates, asker, closing))
      }
      attempt={attempt}
      follow={member && thread && renderFollow(hub, conversation, thread.follow)}
      guard={await guardFor(c, conversation, attempt?.input.drawn)}
      member={member}
      refused={isNoPermission(permission) ? permission : undefined}
    />,
  )
  return { html, thread, isThere: place.isPlain && (thread?.isThere ?? false) }
}

const logUnavailable =
  (c: Context<App>) =>
  (error: unknown): undefined => {
    logError(c, 'the thread is unavailable, so only the form is shown', error)
  }

/**
 * What the thread is rendered from; with a refused form, empty while the database is unavailable.
 */
const readOrEmpty = async (
  c: Context<App>,
  conversation: Conversation,
  place: ReturnType<typeof threadPlaceIn>,
  attempt: CommentAttempt | undefined,
): Promise<Partial<Awaited<ReturnType<typeof read>>>> => {
  if (!attempt) return read(c, conversation, place)
  const parent = isId(attempt.input.parent) ? attempt.input.parent : undefined
  const reading = read(c, conversation, place, parent)
  return (await withDeadline('refusal', reading).catch(logUnavailable(c))) ?? {}
}

/**
 * The signed-in member, and then, in one round trip, the page as they see it.
 *
 * @param parent the id of the comment that a refused reply answers
 */
const read = async (
  c: Context<App>,
  { id, kind }: Conversation,
  place: ReturnType<typeof threadPlaceIn>,
  parent?: string,
) => {
  const member = await c.var.member()
  const { db, hub, now, visitor } = c.var
  const top = cachedTopContributors(now)
  const reading = readThread(
    db,
    {
      ...place,
      conversation: id,
      perPage: hub.comments.perPage,
      who: { guest: visitor, member: member?.id },
      from: place.from ?? parent,
      parent,
    },
    {
      ownReactions: listOwnReactions(db, id, member?.id ?? visitor ?? ''),
      top: listTopContributorIds(db, !top),
      follow: member && selectFollow(db, member.id, targetOf('conversation', id)),
    },
  )
  const [thread, duplicates, [unread] = []] = await Promise.all([
    reading,
    kind === 'question' ? findQuestionDuplicates(db, id) : undefined,
    member && listUnread(db, member.id, [id], now),
  ])
  if (member && unread) noteRead(c, member.id, unread)
  return { member, thread, duplicates, unread, top: top ?? cacheTopContributors(thread.top, now) }
}

/** What rendering a comment depends on, besides the comment. */
const contextOf = (
  c: Context<App>,
  conversation: Conversation,
  { member, thread, top, unread }: Partial<Awaited<ReturnType<typeof read>>>,
  canAccept: boolean,
): ThreadContext => {
  const isHost = Boolean(member?.role)
  const isOpen = conversation.comments === 'open' && Boolean(c.env.HUB_SECRET)
  return {
    hub: c.var.hub,
    now: c.var.now,
    who: { guest: c.var.visitor, member: member?.id },
    isHost,
    isOpen: isOpen && (isHost || !isLocked(thread?.counted)),
    canSendEmail: hasSender(c.env),
    ownReactions: thread && emojisBySubject(thread.given),
    top,
    unread,
    badges: thread && badgesOf(conversation, thread),
    acceptance: canAccept ? { answer: thread?.counted?.answer ?? undefined } : undefined,
  }
}

/** The buttons with which a member follows and mutes a conversation. */
const renderFollow = (
  hub: Hub,
  { id, title }: Conversation,
  follow: { isMuted: boolean } | undefined,
) => (
  <FollowForm
    paths={hub.paths}
    target={targetOf('conversation', id)}
    name={title}
    follow={follow}
    isMutable
  />
)

/** The reactions to the conversation itself, read together with the thread. */
const renderReactions = (
  c: Context<App>,
  { id }: Conversation,
  thread: ThreadPage | undefined,
): string =>
  String(
    <ReactionBar
      id="reactions"
      emojis={c.var.hub.reactions}
      action={c.var.hub.paths.conversationReactions(id)}
      tally={thread?.counted?.reactions ?? {}}
      own={thread && emojisBySubject(thread.given).get(id)}
    />,
  )

/** In place of the thread while the database is unavailable. */
const threadFallback = (c: Context<App>): string =>
  String(
    <>
      <ThreadTitle hub={c.var.hub} />
      <p>{unavailable.thread}</p>
    </>,
  )
