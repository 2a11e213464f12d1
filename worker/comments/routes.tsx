import { type Context, Hono } from 'hono'
import { type Conversation, paths } from '../../site/contract'
import { conversationById, conversationBySlug } from '../conversations/rules'
import type { App } from '../env'
import { fieldsOf } from '../kit/form'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { findGuest } from '../members/queries'
import { levelOf } from '../members/rules'
import { remember } from '../members/visitor'
import { sendDue } from '../notices/jobs'
import { forget } from '../shell/edge'
import { showFrame, showMissing, showSentence, showUnavailable } from '../shell/frame'
import { showRefused } from '../shell/post'
import { countLinks, renderer, toHtml } from '../text/markdown'
import { clean } from '../text/words'
import { removeComment, reviseComment } from './changes'
import { commentsFeed, FEED } from './feed'
import { ReplyPage, RevisionPage } from './pages'
import { findComment, listLatest } from './queries'
import {
  type Fault,
  faultsIn,
  faultsInBody,
  holding,
  refusalToAuthor,
  retryAfter,
  statusOf,
  type Words,
} from './rules'
import { sentenceOf } from './sentences'
import type { Comment } from './table'
import { takeComment } from './taking'

/** How long a writer waits for the database before they hear that nothing was saved, in milliseconds. */
const WRITING = 5000

export const comments = new Hono<App>()

comments.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

let isMissingTold = false

const showNotSetUp = async (c: Context<App>) => {
  if (!isMissingTold) console.error('HUB_SECRET is not set; without it nobody can write anything.')
  isMissingTold = true
  const page = await showSentence(
    c,
    503,
    'This hub can not take comments yet',
    'It is not set up to take comments: its owner must set HUB_SECRET first.',
  )
  page.headers.set('retry-after', '3600')
  return page
}

const isTooFast = async (c: Context<App>) =>
  !(await c.env.ATTEMPTS.limit({ key: await c.var.addressHash() })).success

/** The open or closed conversation that the path names; one without comments is none. */
const conversationIn = (c: Context<App>): Conversation | undefined => {
  const conversation = conversationById(c.var.hub, c.req.param('conversation') ?? '')
  return conversation?.comments === 'none' ? undefined : conversation
}

const readWords = async (c: Context<App>): Promise<Words> => {
  const names = ['body', 'parent', 'name', 'email', 'website', 'remember'] as const
  const sent = fieldsOf(await c.req.arrayBuffer(), names)
  return { ...sent, remember: sent.remember !== '' }
}

const placeOf = ({ slug }: Conversation, id: string) =>
  `${paths.thread(slug, { from: id })}#c-${id}`

/** A plain form posts here. Success redirects, so a reload never posts twice. */
comments.post('/conversations/:conversation/comments', async (c) => {
  const { db, hub, now, visitor, origin } = c.var
  const conversation = conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const words = await readWords(c)
  const refuse = (...faults: Fault[]) => showRefused(c, conversation, { words, faults })
  if (await isTooFast(c)) return refuse({ field: 'form', reason: 'too-fast' })
  const faults = faultsIn(words, hub.comments, hub.reservedNames)
  if (faults.length > 0) return refuse(...faults)

  const address = await c.var.addressHash()
  const secret = c.env.HUB_SECRET
  const taking = takeComment({ db, hub, now, secret, visitor, address, conversation }, words)
  const taken = await within(WRITING, taking).catch((error: unknown) => {
    console.error('a comment was not saved:', error)
    return { field: 'form', reason: 'not-saved' } as const
  })
  if ('reason' in taken) return refuse(taken)

  await remember(c, taken.guestId, words.remember)
  if (taken.isNew) {
    c.executionCtx.waitUntil(forget(conversation.slug))
    c.executionCtx.waitUntil(sendDue({ env: c.env, db, hub, origin, now, subject: taken.id }))
  }
  return c.redirect(placeOf(conversation, taken.id), 303)
})

/** Shows somebody their words as they will look, and keeps them in the form. */
comments.post('/conversations/:conversation/preview', async (c) => {
  const conversation = conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const words = await readWords(c)
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

/** The comment that the path names, in a conversation that the hub still has. */
const commentIn = async (c: Context<App>): Promise<Found | undefined> => {
  const id = c.req.param('id') ?? ''
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  const conversation = comment && conversationById(c.var.hub, comment.conversation)
  return conversation && conversation.comments !== 'none' ? { comment, conversation } : undefined
}

const isOwn = (c: Context<App>, { guestId }: Comment) =>
  c.var.visitor !== undefined && guestId === c.var.visitor

/** Where a comment stands; what somebody may not see is not there. */
comments.get('/comments/:id/', async (c) => {
  const found = await commentIn(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  const isSeen = comment.shown || (comment.state === 'held' && isOwn(c, comment))
  return isSeen ? c.redirect(placeOf(conversation, comment.id), 302) : showMissing(c)
})

/** A page of its own for a reply. */
comments.get('/comments/:id/reply/', async (c) => {
  const found = await commentIn(c)
  if (found?.comment.state !== 'published') return showMissing(c)
  const { comment, conversation } = found
  if (conversation.comments !== 'open' || !c.env.HUB_SECRET)
    return c.redirect(placeOf(conversation, comment.id), 302)
  const guest = await findGuest(c.var.db, c.var.visitor)
  return showFrame(c, {
    title: `Reply to ${comment.name}`,
    children: (
      <ReplyPage hub={c.var.hub} conversation={conversation} guest={guest} answers={comment} />
    ),
  })
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

const showTooLate = (c: Context<App>) =>
  showSentence(c, 422, TITLE, sentenceOf({ field: 'form', reason: 'too-late' }, c.var.hub))

/** The visitor's own comment; to everybody else it is not there. */
const ownCommentIn = async (c: Context<App>): Promise<Found | undefined> => {
  const found = await commentIn(c)
  return found && isOwn(c, found.comment) ? found : undefined
}

comments.get('/comments/:id/revision', async (c) => {
  const found = await ownCommentIn(c)
  const refused = found && refusalToAuthor(found.comment, c.var.hub.comments, c.var.now)
  if (!found || refused === 'gone') return showMissing(c)
  return refused ? showTooLate(c) : showRevision(c, { ...found, body: found.comment.body })
})

/** New words are judged as a new comment's are: approval was for the old ones. */
const revise = async (c: Context<App>, comment: Comment, body: string) => {
  const { db, hub, now, visitor } = c.var
  const guest = await findGuest(db, visitor)
  const level = levelOf(hub.levels, guest, guest?.email ?? '')
  const html = toHtml(body)
  const heldFor = holding(hub.comments, level, countLinks(html), Boolean(guest?.confirmedAt))
  await reviseComment(db, comment, { body, html, renderer, heldFor }, now)
}

comments.post('/comments/:id/revision', async (c) => {
  const { hub, now } = c.var
  const found = await ownCommentIn(c)
  const refused = found && refusalToAuthor(found.comment, hub.comments, now)
  if (!found || refused === 'gone') return showMissing(c)
  const sent = fieldsOf(await c.req.arrayBuffer(), ['body', 'preview'])
  const show = (more: Partial<Revising>) => showRevision(c, { ...found, body: sent.body, ...more })
  if (refused) return show({ faults: [{ field: 'form', reason: 'too-late' }] })
  if (await isTooFast(c)) return show({ faults: [{ field: 'form', reason: 'too-fast' }] })
  const faults = faultsInBody(sent.body, hub.comments)
  if (faults.length > 0) return show({ faults })
  const body = clean(sent.body)
  if (sent.preview) return show({ preview: toHtml(body) })

  if (body !== found.comment.body) {
    try {
      await within(WRITING, revise(c, found.comment, body))
    } catch (error) {
      console.error('a revision was not saved:', error)
      return show({ faults: [{ field: 'form', reason: 'not-saved' }] })
    }
    c.executionCtx.waitUntil(forget(found.conversation.slug))
  }
  return c.redirect(placeOf(found.conversation, found.comment.id), 303)
})

comments.post('/comments/:id/removal', async (c) => {
  const { db, hub, now } = c.var
  const found = await ownCommentIn(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  const refused = refusalToAuthor(comment, hub.comments, now)
  if (refused === 'too-late') return showTooLate(c)
  if (!refused) await removeComment(db, comment.id, now)
  c.executionCtx.waitUntil(forget(conversation.slug))
  return c.redirect(`${paths.post(conversation.slug)}#thread-title`, 303)
})

/** What is new in a conversation, for feed readers. */
comments.get('/posts/:slug/comments.xml', async (c) => {
  const { db, hub } = c.var
  const slug = c.req.param('slug')
  const conversation = conversationBySlug(hub, slug)
  if (!conversation || conversation.comments === 'none') return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(paths.commentsFeed(conversation.slug), 301)
  const newest = await listLatest(db, conversation.id, FEED)
  const headers = { 'content-type': 'application/atom+xml; charset=utf-8' }
  return new Response(await commentsFeed(hub, conversation, newest), { headers })
})
