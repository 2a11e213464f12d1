import { type Context, Hono } from 'hono'
import { type Conversation, paths, addressOf, commentsFeedOf, topicOf } from '../../site/contract'
import { findCounts } from '../conversations/queries'
import { conversationBySlug, isLocked } from '../conversations/rules'
import { lookUp } from '../conversations/topics'
import type { App } from '../env'
import type { Checked } from '../kit/define-form'
import { within } from '../kit/within'
import { findGuest } from '../members/queries'
import { askerOf } from '../members/rules'
import { remember } from '../members/visitor'
import { sendDue } from '../notices/jobs'
import { showAnswering } from '../replies/showing'
import { PATIENCE } from '../shell/compose'
import { forget } from '../shell/edge'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import { showNotSetUp } from '../shell/not-set-up'
import { showRefused } from '../shell/post'
import type { SignedIn } from '../sign-in/queries'
import { TOKEN } from '../spam/form'
import { guardFor, letWidgetIn } from '../spam/guard'
import { prove } from '../spam/turnstile'
import { readable } from '../spaces/reading'
import { mayIn } from '../spaces/rules'
import { commentsFeed, FEED } from './feed'
import { commentIn, isTheirs, isTooFast, settle, WRITING } from './finding'
import {
  type CommentFault,
  type CommentInput,
  type CommentValues,
  guestCommentForm,
  memberCommentForm,
} from './form'
import { drawPreview } from './mentioning'
import { own } from './own-routes'
import { ReplyPage } from './pages'
import { placeOf, seenAt } from './places'
import { listLatest } from './queries'
import { isAnswerable, isHost, isRefused } from './rules'
import { takeComment, type Taken } from './taking'

export const comments = new Hono<App>()

comments.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

/**
 * The open or closed conversation that the path names, if they may read it and it has comments. What
 * is said in one that was merged into another meanwhile is said there.
 */
const conversationIn = async (c: Context<App>): Promise<Conversation | undefined> => {
  const { db, hub } = c.var
  const found = await lookUp(db, hub, c.req.param('conversation') ?? '')
  const conversation = found?.mergedInto ? await lookUp(db, hub, found.mergedInto) : found
  return conversation?.comments === 'none' ? undefined : readable(c, conversation)
}

/** A member types no name, and their session may have ended since the form was drawn. */
const check = (
  { hub }: App['Variables'],
  input: CommentInput,
  isMember: boolean,
): Checked<CommentValues, CommentFault> => {
  if (isMember) return memberCommentForm.check(input, hub)
  if (input.as === 'member') return { faults: [{ field: 'form', reason: 'signed-out' }] }
  return guestCommentForm.check(input, hub)
}

type Outcome =
  | { faults: CommentFault[]; taken?: undefined; member?: undefined }
  | { faults?: undefined; taken: Taken; member: SignedIn | undefined }

/** Judges and saves what somebody wrote: as the member who is signed in, or else as a guest. */
const take = async (
  c: Context<App>,
  conversation: Conversation,
  input: CommentInput,
  secret: string,
): Promise<Outcome> => {
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  const { values, faults } = check(c.var, input, member !== undefined)
  if (faults) return { faults }
  const address = await c.var.addressHash()
  const hosts = [c.var.origin, hub.url].map((url) => new URL(url).hostname)
  const isPerson = async () => (member ? 'yes' : prove(c.env, input[TOKEN], hosts))
  const taking = { db, hub, now, secret, member, visitor, address, conversation, isPerson }
  const taken = await takeComment(taking, values)
  return 'reason' in taken ? { faults: [taken] } : { taken, member }
}

const notSaved = (error: unknown): Outcome => {
  console.error('a comment was not saved:', error)
  return { faults: [{ field: 'form', reason: 'not-saved' }] }
}

/** A plain form posts here. Success redirects, so a reload never posts twice. */
comments.post('/conversations/:conversation/comments', async (c) => {
  const { db, hub, now, origin } = c.var
  const conversation = await conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const input = guestCommentForm.read(await c.req.arrayBuffer())
  const refuse = (...faults: CommentFault[]) => showRefused(c, conversation, { input, faults })
  if (await isTooFast(c)) return refuse({ field: 'form', reason: 'too-fast' })

  const taking = take(c, conversation, input, c.env.HUB_SECRET)
  const { faults, taken, member } = await within(WRITING, taking).catch(notSaved)
  if (faults) return refuse(...faults)

  if (taken.guestId && !member) await remember(c, taken.guestId, input.remember !== '')
  if (taken.isNew) {
    c.executionCtx.waitUntil(forget(conversation, member))
    c.executionCtx.waitUntil(sendDue({ env: c.env, db, hub, origin, now, subject: taken.id }))
    settle(c, member?.id)
  }
  return c.redirect(seenAt(conversation, taken), 303)
})

/** Shows somebody their words as they will look, and keeps them in the form. */
comments.post('/conversations/:conversation/preview', async (c) => {
  const conversation = await conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const input = guestCommentForm.read(await c.req.arrayBuffer())
  if (await isTooFast(c))
    return showRefused(c, conversation, { input, faults: [{ field: 'form', reason: 'too-fast' }] })
  const { values, faults = [] } = memberCommentForm.check(input, c.var.hub)
  const preview = values && { preview: await drawPreview(c.var, values.body) }
  return showRefused(c, conversation, { input, faults, ...preview })
})

/** Where a comment stands; what somebody may not see is not there. */
comments.get('/comments/:id/', async (c) => {
  const found = await commentIn(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  if (comment.opens) return c.redirect(addressOf(conversation), 302)
  const isSeen = comment.shown || (comment.state === 'held' && (await isTheirs(c, comment)))
  if (isSeen) return c.redirect(placeOf(conversation, comment.id), 302)
  const isAtDesk = Boolean((await c.var.member())?.role)
  return isAtDesk ? c.redirect(paths.deskComment(comment.id), 302) : showMissing(c)
})

/** A page of its own for a reply. */
comments.get('/comments/:id/reply/', async (c) => {
  const found = await commentIn(c)
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  if (!found || !isAnswerable(found.comment, { guest: visitor, member: member?.id }))
    return showMissing(c)
  const { comment, conversation } = found
  if (conversation.comments !== 'open' || !c.env.HUB_SECRET)
    return c.redirect(placeOf(conversation, comment.id), 302)
  const guest = member ? undefined : await findGuest(db, visitor)
  // Whoever may not comment here reads why below the conversation.
  const asker = askerOf(hub, member, guest, now)
  const counted = (await findCounts(db, conversation.id)).at(0)
  if (
    (!isHost(asker) && isLocked(counted)) ||
    isRefused(mayIn(hub, asker, 'comment', conversation))
  )
    return c.redirect(`${addressOf(conversation)}#thread-title`, 302)
  const guard = await guardFor(c, conversation)
  letWidgetIn(c, conversation)
  const answers = { ...comment, state: 'published' as const }
  const form = { hub, conversation, guard, member, guest, answers }
  if (member?.role) return showAnswering(c, { ...form, counted }, member)
  return showFrame(c, { title: `Reply to ${comment.name}`, children: <ReplyPage {...form} /> })
})

comments.route('/', own)

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }

/** What is new in a conversation, for feed readers. */
const showFeed = async (c: Context<App>, found: Conversation | undefined, slug: string) => {
  const { db, hub } = c.var
  const conversation = await readable(c, found)
  if (!conversation || conversation.comments === 'none') return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(commentsFeedOf(conversation), 301)
  const newest = await listLatest(db, conversation.id, FEED)
  return new Response(await commentsFeed(hub, conversation, newest), { headers: ATOM })
}

comments.get('/posts/:slug/comments.xml', (c) => {
  const slug = c.req.param('slug')
  return within(PATIENCE, showFeed(c, conversationBySlug(c.var.hub, slug), slug))
})

const showTopicFeed = async (c: Context<App>, topic: string, slug: string) => {
  const { db, hub } = c.var
  const found = await lookUp(db, hub, topicOf(topic))
  const target = found?.mergedInto ? await lookUp(db, hub, found.mergedInto) : undefined
  return showFeed(c, target ?? found, target ? '' : encodeURIComponent(slug))
}

comments.get('/topics/:topic/:slug/comments.xml', (c) => {
  const { topic, slug } = c.req.param()
  return within(PATIENCE, showTopicFeed(c, topic, slug))
})
