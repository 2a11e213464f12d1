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
import { utcDayOf } from '../../lib/utc-day'
import { isId, newId } from '../../lib/id'
import { hmac } from '../../lib/hmac'
import { setGuestCookie } from '../../accounts/members/visitor.middleware'
import { purgeConversation } from '../../http/page-cache'
import { fragment, wantsFragment } from '../../http/fragment'
import { showMissing, showMessage } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { mayRead, ifReadable } from '../../accounts/access/middleware'
import { reactionForm } from './form'
import { listOwnReactions, toggleReaction } from './queries'
import { emojisBySubject, isNewcomer, secondsUntilTomorrow } from './rules'
import { ReactionBar } from '../../ui/reaction-bar'
import { logError } from '../../http/log-error'

/** `/conversations/` */
export const conversationReactionRoutes = newRouter()

/** `/comments/` */
export const commentReactionRoutes = newRouter()

/** What somebody reacts to. */
interface Subject {
  id: string
  conversation: Conversation
  action: string
  /** Where the change can be seen. */
  place: string
  /** The anchor of its bar, where it has one. */
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

/** The bar as it now stands, for the script that puts it in the place of the old. */
const showBar = async (c: Context<App>, subject: Subject, visitor: string, isGiven: boolean) => {
  const { db, hub } = c.var
  const [tally, given] = await Promise.all([
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
        own={emojisBySubject(given).get(subject.id)}
      />
      <p hidden data-said>
        {isGiven ? 'Your reaction is counted.' : 'Your reaction is taken back.'}
      </p>
    </>
  )
  return fragment(c, slots.reactions, String(bar))
}

/** Whoever presses: the member who is signed in, or a guest, who may be a new one. */
const presser = async (c: Context<App>) => {
  const { now } = c.var
  const member = await c.var.member()
  if (member) {
    // Limits are their own and not their address's: many may be at one, and they are known here.
    const address = await hmac(c.env.HUB_SECRET!, `${utcDayOf(now)} member ${member.id}`)
    return { visitor: member.id, address, isNew: false, isGuest: false }
  }
  const visitor = c.var.visitor ?? newId(now)
  const address = await c.var.addressHash()
  return { visitor, address, isNew: isNewcomer(visitor, now), isGuest: true }
}

/** Takes a press of one of the buttons: for whoever has no cookie yet, it is here that they get one. */
const take = async (c: Context<App>, subject: Subject) => {
  const { db, hub, now } = c.var
  const { values } = reactionForm.check(reactionForm.read(await c.req.arrayBuffer()), hub)
  if (!values)
    return showMessage(
      c,
      422,
      'That is not one of our reactions',
      `This hub knows ${hub.reactions.join(' ')}. Please go back and choose one of them.`,
    )

  const { emoji } = values
  const { isGuest, ...person } = await presser(c)
  const { id, conversation } = subject
  const outcome = await toggleReaction(
    db,
    { ...person, subject: id, conversation: conversation.id, emoji, at: now },
    (change) => subject.count(emoji, change),
  )
  if (outcome === 'refused')
    return showWait(
      c,
      429,
      'That is a lot of reactions',
      isGuest
        ? 'This conversation has had as many reactions from your connection today as it takes. Please come back tomorrow, or sign in.'
        : 'You have given this conversation as many reactions today as it takes. Please come back tomorrow.',
      secondsUntilTomorrow(now),
    )

  // For a year, so that the same browser is the same person when it comes back.
  if (isGuest && !c.var.visitor) await setGuestCookie(c, person.visitor, true)
  c.executionCtx.waitUntil(purgeConversation(hub.paths, conversation))
  if (wantsFragment(c, slots.reactions))
    return showBar(c, subject, person.visitor, outcome === 'given')
  return c.redirect(subject.place, 303)
}

/** Saves a reaction; a database that fails is told from a refusal. */
const attempt = async (c: Context<App>, find: () => Promise<Subject | undefined>) => {
  if (!c.env.HUB_SECRET)
    return showWait(
      c,
      503,
      'Reactions are not switched on',
      'This hub has no secret yet to know its visitors by: its owner must set HUB_SECRET.',
      3600,
    )
  try {
    const subject = await find()
    return subject ? await take(c, subject) : showMissing(c)
  } catch (error) {
    logError(c, 'a reaction was not saved', error)
    return showWait(
      c,
      503,
      'Your reaction was not saved',
      'The hub could not save it just now. Please go back and try again in a moment.',
      30,
    )
  }
}

/** A conversation that shows nothing has no buttons either. */
conversationReactionRoutes.post('/:conversation/reactions', rateLimit(), (c) =>
  attempt(c, async () => {
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
      place: `${c.var.hub.paths.conversation(conversation)}#reactions`,
      anchor: 'reactions',
      count: (emoji, change) => countConversationReaction(db, id, emoji, change),
      tally: async () => (await findCounts(db, id)).at(0)?.reactions,
    }
  }),
)

/** Only what everybody can see takes a reaction; what has faded, its author's own. */
commentReactionRoutes.post('/:id/reactions', rateLimit(), (c) =>
  attempt(c, async () => {
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
      place: c.var.hub.paths.comment(id),
      count: (emoji, change) => countCommentReaction(db, id, emoji, change),
      tally: async () => (await findComment(db, id))?.reactions,
    }
  }),
)
