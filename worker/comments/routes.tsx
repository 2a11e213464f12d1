import { type Context, Hono } from 'hono'
import { type Conversation, paths } from '../../site/contract'
import { conversationById, conversationBySlug } from '../conversations/rules'
import type { App } from '../env'
import { fieldsOf } from '../kit/form'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { findGuest } from '../members/queries'
import { askerOf } from '../members/rules'
import { isSilenced } from '../members/silence'
import { settleLevel } from '../members/standing'
import { remember } from '../members/visitor'
import { sendDue } from '../notices/jobs'
import { forget } from '../shell/edge'
import { showFrame, showMissing, showSentence, showUnavailable } from '../shell/frame'
import { showNotSetUp } from '../shell/not-set-up'
import { showRefused } from '../shell/post'
import type { SignedIn } from '../sign-in/queries'
import { guardFor } from '../spam/guard'
import { mayRead, readable } from '../spaces/reading'
import { mayIn } from '../spaces/rules'
import { toHtml } from '../text/markdown'
import { clean } from '../text/words'
import { withdrawComment } from './changes'
import { commentsFeed, FEED } from './feed'
import { ReplyPage, RevisionPage } from './pages'
import { findComment, listLatest } from './queries'
import {
  type Fault,
  faultsIn,
  faultsInBody,
  isOwn,
  isRefused,
  refusalToAuthor,
  retryAfter,
  statusOf,
  type Words,
} from './rules'
import { sentenceOf } from './sentences'
import type { Comment } from './table'
import { revise } from './revising'
import { readWords } from './sent'
import { takeComment, type Taken } from './taking'

/** How long a writer waits for the database before they hear that nothing was saved, in milliseconds. */
const WRITING = 5000

export const comments = new Hono<App>()

comments.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

const isTooFast = async (c: Context<App>) =>
  !(await c.env.ATTEMPTS.limit({ key: await c.var.addressHash() })).success

/** The open or closed conversation that the path names, if they may read it and it has comments. */
const conversationIn = async (c: Context<App>): Promise<Conversation | undefined> => {
  const conversation = conversationById(c.var.hub, c.req.param('conversation') ?? '')
  return conversation?.comments === 'none' ? undefined : readable(c, conversation)
}

const placeOf = ({ slug }: Conversation, id: string) =>
  `${paths.thread(slug, { from: id })}#c-${id}`

/** What is wrong with words in themselves. A member types no name, and their session may be over. */
const faultsOf = (c: Context<App>, words: Words, isMember: boolean): Fault[] => {
  const { comments, reservedNames } = c.var.hub
  if (isMember) return faultsInBody(words.body, comments)
  if (words.asMember) return [{ field: 'form', reason: 'signed-out' }]
  return faultsIn(words, comments, reservedNames)
}

type Outcome =
  | { faults: Fault[]; taken?: undefined; member?: undefined }
  | { faults?: undefined; taken: Taken; member: SignedIn | undefined }

/** Judges and saves what somebody wrote: as the member who is signed in, or else as a guest. */
const take = async (
  c: Context<App>,
  conversation: Conversation,
  words: Words,
  secret: string,
): Promise<Outcome> => {
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  const faults = faultsOf(c, words, member !== undefined)
  if (faults.length > 0) return { faults }
  const address = await c.var.addressHash()
  const taking = { db, hub, now, secret, member, visitor, address, conversation }
  const taken = await takeComment(taking, words)
  return 'reason' in taken ? { faults: [taken] } : { taken, member }
}

const notSaved = (error: unknown): Outcome => {
  console.error('a comment was not saved:', error)
  return { faults: [{ field: 'form', reason: 'not-saved' }] }
}

/** Something that counts for a member's level was done or undone. */
const settle = (c: Context<App>, memberId: string | null | undefined) => {
  const { db, hub, now } = c.var
  if (memberId) c.executionCtx.waitUntil(settleLevel({ db, hub, now }, memberId))
}

/** A plain form posts here. Success redirects, so a reload never posts twice. */
comments.post('/conversations/:conversation/comments', async (c) => {
  const { db, hub, now, origin } = c.var
  const conversation = await conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const words = readWords(await c.req.arrayBuffer())
  const refuse = (...faults: Fault[]) => showRefused(c, conversation, { words, faults })
  if (await isTooFast(c)) return refuse({ field: 'form', reason: 'too-fast' })

  const taking = take(c, conversation, words, c.env.HUB_SECRET)
  const { faults, taken, member } = await within(WRITING, taking).catch(notSaved)
  if (faults) return refuse(...faults)

  if (taken.guestId && !member) await remember(c, taken.guestId, words.remember)
  if (taken.isNew) {
    c.executionCtx.waitUntil(forget(conversation.slug, member))
    c.executionCtx.waitUntil(sendDue({ env: c.env, db, hub, origin, now, subject: taken.id }))
    settle(c, member?.id)
  }
  return c.redirect(placeOf(conversation, taken.id), 303)
})

/** Shows somebody their words as they will look, and keeps them in the form. */
comments.post('/conversations/:conversation/preview', async (c) => {
  const conversation = await conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const words = readWords(await c.req.arrayBuffer())
  if (await isTooFast(c))
    return showRefused(c, conversation, { words, faults: [{ field: 'form', reason: 'too-fast' }] })
  const faults = faultsInBody(words.body, c.var.hub.comments)
  const preview = faults.length === 0 ? { preview: toHtml(clean(words.body)) } : {}
  return showRefused(c, conversation, { words, faults, ...preview })
})

interface Found {
  comment: Comment
  conversation: Conversation
}

/** The comment that the path names, in a conversation that the hub still has and they may read. */
const commentIn = async (c: Context<App>): Promise<Found | undefined> => {
  const id = c.req.param('id') ?? ''
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  const conversation = comment && conversationById(c.var.hub, comment.conversation)
  if (!conversation || conversation.comments === 'none') return undefined
  return (await mayRead(c, conversation)) ? { comment, conversation } : undefined
}

const isTheirs = async (c: Context<App>, comment: Comment) =>
  isOwn(comment, { guest: c.var.visitor, member: (await c.var.member())?.id })

/** Where a comment stands; what somebody may not see is not there. */
comments.get('/comments/:id/', async (c) => {
  const found = await commentIn(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  const isSeen = comment.shown || (comment.state === 'held' && (await isTheirs(c, comment)))
  return isSeen ? c.redirect(placeOf(conversation, comment.id), 302) : showMissing(c)
})

/** A page of its own for a reply. */
comments.get('/comments/:id/reply/', async (c) => {
  const found = await commentIn(c)
  if (found?.comment.state !== 'published') return showMissing(c)
  const { comment, conversation } = found
  if (conversation.comments !== 'open' || !c.env.HUB_SECRET)
    return c.redirect(placeOf(conversation, comment.id), 302)
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  const guest = member ? undefined : await findGuest(db, visitor)
  // Whoever may not comment here reads why below the conversation.
  if (isRefused(mayIn(hub, askerOf(hub, member, guest, now), 'comment', conversation)))
    return c.redirect(`${paths.post(conversation.slug)}#thread-title`, 302)
  const guard = await guardFor(c, conversation)
  const form = { hub, conversation, guard, member, guest, answers: comment }
  return showFrame(c, { title: `Reply to ${comment.name}`, children: <ReplyPage {...form} /> })
})

const TITLE = 'Edit your comment'

interface Revising extends Found {
  body: string
  faults?: Fault[]
  preview?: string
}

const showRevision = async (c: Context<App>, { faults = [], ...revising }: Revising) => {
  const [fault] = faults
  const status = fault ? statusOf(fault) : 200
  const children = <RevisionPage hub={c.var.hub} {...revising} faults={faults} />
  const page = await showFrame(c, { title: TITLE, status, children })
  if (fault && status !== 422) page.headers.set('retry-after', String(retryAfter(fault)))
  return page
}

/** Whether a host keeps whoever is signed in from writing: they change nothing either. */
const isSilencedHere = async (c: Context<App>) => {
  const member = await c.var.member()
  return member !== undefined && isSilenced(member, c.var.now)
}

const showUnchanged = (
  c: Context<App>,
  { conversation }: Found,
  reason: 'too-late' | 'silenced' = 'too-late',
) => showSentence(c, 422, TITLE, sentenceOf({ field: 'form', reason }, c.var.hub, conversation))

/** The visitor's own comment; to everybody else it is not there. */
const ownCommentIn = async (c: Context<App>): Promise<Found | undefined> => {
  const found = await commentIn(c)
  return found && (await isTheirs(c, found.comment)) ? found : undefined
}

comments.get('/comments/:id/revision', async (c) => {
  const found = await ownCommentIn(c)
  const refused = found && refusalToAuthor(found.comment, c.var.hub.comments, c.var.now)
  if (!found || refused === 'gone') return showMissing(c)
  if (await isSilencedHere(c)) return showUnchanged(c, found, 'silenced')
  return refused ? showUnchanged(c, found) : showRevision(c, { ...found, body: found.comment.body })
})

const changeWords = async (c: Context<App>, { comment, conversation }: Found, body: string) => {
  const { db, hub, now } = c.var
  // What was said as a guest is still a guest's.
  const member = comment.memberId ? await c.var.member() : undefined
  await revise({ db, hub, now, secret: c.env.HUB_SECRET!, member, conversation }, comment, body)
}

comments.post('/comments/:id/revision', async (c) => {
  const { hub, now } = c.var
  const found = await ownCommentIn(c)
  const refused = found && refusalToAuthor(found.comment, hub.comments, now)
  if (!found || refused === 'gone') return showMissing(c)
  const sent = fieldsOf(await c.req.arrayBuffer(), ['body', 'preview'])
  const show = (more: Partial<Revising>) => showRevision(c, { ...found, body: sent.body, ...more })
  if (await isSilencedHere(c)) return show({ faults: [{ field: 'form', reason: 'silenced' }] })
  if (refused) return show({ faults: [{ field: 'form', reason: 'too-late' }] })
  if (await isTooFast(c)) return show({ faults: [{ field: 'form', reason: 'too-fast' }] })
  const faults = faultsInBody(sent.body, hub.comments)
  if (faults.length > 0) return show({ faults })
  const body = clean(sent.body)
  if (sent.preview) return show({ preview: toHtml(body) })

  if (body !== found.comment.body) {
    try {
      await within(WRITING, changeWords(c, found, body))
    } catch (error) {
      console.error('a revision was not saved:', error)
      return show({ faults: [{ field: 'form', reason: 'not-saved' }] })
    }
    c.executionCtx.waitUntil(forget(found.conversation.slug, found.comment))
    settle(c, found.comment.memberId)
  }
  return c.redirect(placeOf(found.conversation, found.comment.id), 303)
})

comments.post('/comments/:id/removal', async (c) => {
  const { db, hub, now } = c.var
  const found = await ownCommentIn(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  const refused = refusalToAuthor(comment, hub.comments, now)
  if (refused === 'too-late') return showUnchanged(c, found)
  if (!refused) await withdrawComment(db, comment.id, now)
  settle(c, comment.memberId)
  c.executionCtx.waitUntil(forget(conversation.slug, comment))
  return c.redirect(`${paths.post(conversation.slug)}#thread-title`, 303)
})

/** What is new in a conversation, for feed readers. */
comments.get('/posts/:slug/comments.xml', async (c) => {
  const { db, hub } = c.var
  const slug = c.req.param('slug')
  const conversation = await readable(c, conversationBySlug(hub, slug))
  if (!conversation || conversation.comments === 'none') return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(paths.commentsFeed(conversation.slug), 301)
  const newest = await listLatest(db, conversation.id, FEED)
  const headers = { 'content-type': 'application/atom+xml; charset=utf-8' }
  return new Response(await commentsFeed(hub, conversation, newest), { headers })
})
