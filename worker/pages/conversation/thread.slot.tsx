import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { unavailable } from '../../../site/contract/slots'
import type { ThreadContext } from '../../discussion/comments/comment.view'
import type { CommentAttempt } from '../../discussion/comments/form.view'
import { badgesOf } from '../../discussion/comments/highlights.view'
import { readThread, type ThreadPage as ThreadRows } from '../../discussion/comments/queries'
import { isNoPermission, threadOrders, type Identity } from '../../discussion/comments/rules'
import { Thread, ThreadTitle } from '../../discussion/comments/view'
import { isLocked } from '../../discussion/conversations/rules'
import { listTopContributorIds } from '../../discussion/contributors/queries'
import {
  cacheTopContributors,
  cachedTopContributors,
} from '../../discussion/contributors/top-cache.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { viewerOf } from '../../accounts/members/rules'
import { withDeadline } from '../../lib/with-deadline'
import { hasSender } from '../../notifications/rules'
import { renderDuplicates } from '../../discussion/questions/slot'
import { findQuestionDuplicates } from '../../discussion/questions/duplicate.queries'
import { mayAccept, type RefusedDuplicate } from '../../discussion/questions/rules'
import { emojisBySubject } from '../../discussion/reactions/rules'
import { guardFor } from '../../discussion/spam/middleware'
import { listOwnReactions } from '../../discussion/reactions/queries'
import { ReactionBar } from '../../ui/reaction-bar'
import { mayIn } from '../../accounts/access/rules'
import { logError } from '../../http/log-error'

/** The query that names a page of a conversation. */
export const THREAD_QUERY = ['sort', 'from', 'before']

/** What drawing a comment depends on, besides the comment. */
const aroundOf = (c: Context<App>, conversation: Conversation, who: Identity): ThreadContext => ({
  hub: c.var.hub,
  now: c.var.now,
  who,
  isOpen: conversation.comments === 'open' && Boolean(c.env.HUB_SECRET),
  canSendEmail: hasSender(c.env),
})

/** The page of the conversation that the query asks for; invalid parts are ignored. */
const placeIn = (c: Context<App>) => {
  const { sort = 'oldest', from, before } = c.req.query()
  const order = threadOrders.find((each) => each === sort)
  return {
    order: order ?? 'oldest',
    from: from && isId(from) ? from : undefined,
    before: before && !from && isId(before) ? before : undefined,
    /** Whether the query has no invalid part. */
    isPlain: order !== undefined && (!from || isId(from)) && (!before || (!from && isId(before))),
  }
}

/** A conversation as HTML, and whether the requested page exists. */
export interface RenderedThread {
  html: string
  isThere: boolean
  thread: ThreadRows | undefined
}

/** A form that was refused, to be shown again with what was typed. */
export interface RefusedInput {
  attempt?: CommentAttempt | undefined
  /** The refused form that marks a question as a duplicate. */
  closing?: RefusedDuplicate | undefined
}

const logUnavailable =
  (c: Context<App>) =>
  (error: unknown): undefined => {
    logError(c, 'the thread is unavailable, so only the form is shown', error)
  }

interface Asking {
  place: ReturnType<typeof placeIn>
  /** The id of the comment that is being replied to. */
  parent: string | undefined
}

/** The signed-in member, and then, in one round trip, the page as they see it. */
const read = async (c: Context<App>, { id, kind }: Conversation, { place, parent }: Asking) => {
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
    },
  )
  const [thread, kin] = await Promise.all([
    reading,
    kind === 'question' ? findQuestionDuplicates(db, id) : undefined,
  ])
  return { member, thread, kin, top: top ?? cacheTopContributors(thread.top, now) }
}

/**
 * Draws a conversation. With a refused form it is drawn even while the database is unavailable:
 * what was typed must not be lost.
 */
export const renderThread = async (
  c: Context<App>,
  conversation: Conversation,
  { attempt, closing }: RefusedInput = {},
): Promise<RenderedThread> => {
  const { hub, now, visitor } = c.var
  const place = placeIn(c)
  const parent = attempt && isId(attempt.input.parent) ? attempt.input.parent : undefined
  const reading = read(c, conversation, { place, parent })
  const { member, thread, kin, top } =
    (attempt ? await withDeadline('refusal', reading).catch(logUnavailable(c)) : await reading) ??
    {}
  const viewer = viewerOf(hub, member, thread?.guest, now)
  const answer = mayIn(hub, viewer, 'comment', conversation)
  const asker = { viewer, member: member?.id }
  const maySettle = mayAccept(hub, conversation, asker)
  const who = { guest: visitor, member: member?.id }
  const guard = await guardFor(c, conversation, attempt?.input.drawn)
  const around = aroundOf(c, conversation, who)
  const html = String(
    <Thread
      context={{
        ...around,
        isHost: Boolean(member?.role),
        isOpen: around.isOpen && (!isLocked(thread?.counted) || Boolean(member?.role)),
        ownReactions: thread && emojisBySubject(thread.given),
        top,
        badges: thread && badgesOf(conversation, thread),
        acceptance: maySettle ? { answer: thread?.counted?.answer ?? undefined } : undefined,
      }}
      conversation={conversation}
      order={place.order}
      thread={thread}
      isSetUp={Boolean(c.env.HUB_SECRET)}
      duplicates={kin && (await renderDuplicates(c, conversation, kin, asker, closing))}
      attempt={attempt}
      guard={guard}
      member={member}
      refused={isNoPermission(answer) ? answer : undefined}
    />,
  )
  return { html, thread, isThere: place.isPlain && (thread?.isThere ?? false) }
}

/** The reactions to the conversation itself, read together with the thread. */
export const renderReactions = (
  c: Context<App>,
  { id }: Conversation,
  thread: ThreadRows | undefined,
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

/** Shown in place of a thread while the database is unavailable. */
export const threadFallback = (c: Context<App>): string =>
  String(
    <>
      <ThreadTitle hub={c.var.hub} />
      <p>{unavailable.thread}</p>
    </>,
  )
