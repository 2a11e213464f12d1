import type { SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import { countCommentReaction } from '../comments/commands'
import { findComment } from '../comments/queries'
import { isAnswerable } from '../comments/rules'
import type { Tally } from '../comments/table'
import { findCounts } from '../conversations/queries'
import { countConversationReaction } from '../conversations/commands'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { secondsUntilMidnight, utcDayOf } from '../../lib/utc-day'
import { isNewGuest } from '../../accounts/members/new-guest.rules'
import { isId, newId } from '../../lib/id'
import { hmac } from '../../lib/hmac'
import { setGuestCookie } from '../../accounts/members/visitor.middleware'
import { purgeConversation } from '../../http/purge'
import { fragment, wantsFragment } from '../../http/fragment'
import { showMissing, showMessage } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { mayRead, ifReadable } from '../../accounts/access/middleware'
import { reactionForm } from './form'
import { toggleReaction } from './commands'
import { reactionMessages } from './messages'
import { listOwnReactions } from './queries'
import { emojisBySubject } from './rules'
import { ReactionBar } from '../../ui/reaction-bar'
import { logError } from '../../http/log-error'

/** `/conversations/` */
export const conversationReactionRoutes = newRouter()

/** `/comments/` */
export const commentReactionRoutes = newRouter()

/** What a reaction is for: a conversation or a comment. */
interface Subject {
  id: string
  conversation: Conversation
  action: string
  /** The page to redirect to. */
  page: string
  /** The id of its bar, if it has one. */
  anchor?: string
  count: (emoji: string, change: SQL) => BatchItem<'sqlite'>
  tally: () => Promise<Tally | undefined>
}

const showWait = async (
  c: Context<App>,
  status: 429 | 503,
  title: string,
  sentence: string,
  seconds: number,
) => {
  const page = await showMessage(c, status, title, sentence)
  page.headers.set('retry-after', String(seconds))
  return page
}

/** The updated bar, for the script that replaces the old one. */
const showBar = async (c: Context<App>, subject: Subject, visitor: string, isAdded: boolean) => {
  const { db, hub } = c.var
  const [tally, own] = await Promise.all([
    subject.tally(),
    listOwnReactions(db, subject.conversation.id, visitor),
  ])
  const bar = (
    <>
      <ReactionBar
        id={subject.anchor}
        emojis={hub.reactions}
        action={subject.action}
        tally={tally ?? {}}
        own={emojisBySubject(own).get(subject.id)}
      />
      <p hidden data-said>
        {isAdded ? reactionMessages.added : reactionMessages.removed}
      </p>
    </>
  )
  return fragment(c, slots.reactions, String(bar))
}

/** The signed-in member, or a guest, who may be a new one. */
const findReactor = async (c: Context<App>) => {
  const { now } = c.var
  const member = await c.var.member()
  if (member) {
    // A member has their own limits, not those of a network address, which many may share.
    const address = await hmac(c.env.HUB_SECRET!, `${utcDayOf(now)} member ${member.id}`)
    return { visitor: member.id, address, isNew: false, isGuest: false }
  }
  const visitor = c.var.visitor ?? newId(now)
  const address = await c.var.addressHash()
  return { visitor, address, isNew: isNewGuest(visitor, now), isGuest: true }
}

/** Adds or removes the reaction; a visitor without a cookie gets one. */
const submit = async (c: Context<App>, subject: Subject) => {
  const { db, hub, now } = c.var
  const { values } = reactionForm.check(reactionForm.read(await c.req.arrayBuffer()), hub)
  if (!values)
    return showMessage(
      c,
      422,
      reactionMessages.unknownTitle,
      reactionMessages.unknown(hub.reactions),
    )

  const { emoji, to } = values
  const { isGuest, ...person } = await findReactor(c)
  const { id, conversation } = subject
  const outcome = await toggleReaction(
    db,
    { ...person, subject: id, conversation: conversation.id, emoji, to, at: now },
    (change) => subject.count(emoji, change),
  )
  if (outcome === 'refused')
    return showWait(
      c,
      429,
      reactionMessages.limitTitle,
      isGuest ? reactionMessages.guestLimit : reactionMessages.memberLimit,
      secondsUntilMidnight(now),
    )

  // For a year, so that the browser's next reaction counts as the same guest's.
  if (isGuest && !c.var.visitor) await setGuestCookie(c, person.visitor, true)
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation))
  if (wantsFragment(c, slots.reactions))
    return showBar(c, subject, person.visitor, outcome === 'given')
  return c.redirect(subject.page, 303)
}

/** Finds the subject and saves the reaction; 503 if the database fails. */
const handle = async (c: Context<App>, find: () => Promise<Subject | undefined>) => {
  if (!c.env.HUB_SECRET)
    return showWait(c, 503, reactionMessages.notSetUpTitle, reactionMessages.notSetUp, 3600)
  try {
    const subject = await find()
    return subject ? await submit(c, subject) : showMissing(c)
  } catch (error) {
    logError(c, 'a reaction was not saved', error)
    return showWait(c, 503, reactionMessages.notSavedTitle, reactionMessages.notSaved, 30)
  }
}

/** A conversation without comments has no reactions either. */
conversationReactionRoutes.post('/:conversation/reactions', rateLimit(), (c) =>
  handle(c, async () => {
    const { db } = c.var
    const conversation = await ifReadable(
      c,
      await findConversation(db, c.var.hub, c.req.param('conversation')),
    )
    if (!conversation || conversation.comments === 'none') return undefined
    const { id } = conversation
    return {
      id,
      conversation,
      action: c.var.hub.paths.conversationReactions(id),
      page: `${c.var.hub.paths.conversation(conversation)}#reactions`,
      anchor: 'reactions',
      count: (emoji, change) => countConversationReaction(db, id, emoji, change),
      tally: async () => (await findCounts(db, id)).at(0)?.reactions,
    }
  }),
)

/** Only published comments take reactions, and faded ones their author's. */
commentReactionRoutes.post('/:id/reactions', rateLimit(), (c) =>
  handle(c, async () => {
    const { db } = c.var
    const id = c.req.param('id')
    const comment = isId(id) ? await findComment(db, id) : undefined
    const conversation = comment && (await findConversation(db, c.var.hub, comment.conversation))
    const who = { guest: c.var.visitor, member: (await c.var.member())?.id }
    if (!conversation || !isAnswerable(comment, who)) return undefined
    if (!(await mayRead(c, conversation))) return undefined
    return {
      id,
      conversation,
      action: c.var.hub.paths.commentReactions(id),
      page: c.var.hub.paths.comment(id),
      count: (emoji, change) => countCommentReaction(db, id, emoji, change),
      tally: async () => (await findComment(db, id))?.reactions,
    }
  }),
)
