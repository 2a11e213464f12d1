import { type Context, Hono } from 'hono'
import { addressOf, type Conversation, paths } from '../../site/contract'
import { findCounts } from '../conversations/queries'
import type { App } from '../env'
import { within } from '../kit/within'
import { isSilenced } from '../members/silence'
import { isSleptOn } from '../replies/queries'
import { forget } from '../shell/edge'
import { showFrame, showMissing, showSentence } from '../shell/frame'
import { withdrawComment } from './changes'
import { commentIn, type Found, isTheirs, isTooFast, settle, WRITING } from './finding'
import { type CommentFault, revisionForm } from './form'
import { drawPreview } from './mentioning'
import { commentMessage } from './messages'
import { RevisionPage } from './pages'
import { placeOf, seenAt } from './places'
import { dropResting } from './releasing'
import { revise } from './revising'
import { refusalToAuthor } from './rules'

/** What authors do with their own comments, for a while. */
export const own = new Hono<App>()

const TITLE = 'Edit your comment'

interface Revising extends Found {
  body: string
  faults?: readonly CommentFault[]
  preview?: string
}

const showRevision = (c: Context<App>, revising: Revising) =>
  showFrame(c, {
    title: TITLE,
    fault: revising.faults?.[0],
    children: <RevisionPage hub={c.var.hub} {...revising} />,
  })

type Unchanged = 'too-late' | 'silenced' | 'slept-on' | 'answered'

const showUnchanged = (c: Context<App>, { conversation }: Found, reason: Unchanged) =>
  showSentence(c, 422, TITLE, commentMessage({ field: 'form', reason }, c.var.hub, conversation))

/** Why an author may not change their words; whoever a host silenced changes nothing either. */
const refusalOfRevision = async (
  c: Context<App>,
  { comment }: Found,
): Promise<Unchanged | 'gone' | undefined> => {
  const { db, hub, now } = c.var
  const refused = refusalToAuthor(comment, hub.comments, now)
  if (refused === 'gone') return refused
  const member = await c.var.member()
  if (member && isSilenced(member, now)) return 'silenced'
  return refused ?? ((await isSleptOn(db, hub, comment)) ? 'slept-on' : undefined)
}

/** The visitor's own comment; to everybody else it is not there. */
const ownCommentIn = async (c: Context<App>): Promise<Found | undefined> => {
  const found = await commentIn(c)
  return found && (await isTheirs(c, found.comment)) ? found : undefined
}

own.get('/comments/:id/revision', async (c) => {
  const found = await ownCommentIn(c)
  if (found?.comment.opens)
    return c.redirect(paths.conversationRevision(found.conversation.id), 302)
  const refused = found && (await refusalOfRevision(c, found))
  if (!found || refused === 'gone') return showMissing(c)
  return refused
    ? showUnchanged(c, found, refused)
    : showRevision(c, { ...found, body: found.comment.body })
})

const changeWords = async (c: Context<App>, { comment, conversation }: Found, body: string) => {
  const { db, hub, now } = c.var
  // What was said as a guest is still a guest's.
  const member = comment.memberId ? await c.var.member() : undefined
  await revise({ db, hub, now, secret: c.env.HUB_SECRET!, member, conversation }, comment, body)
}

own.post('/comments/:id/revision', async (c) => {
  const { hub } = c.var
  const found = await ownCommentIn(c)
  const refused = found && (await refusalOfRevision(c, found))
  // What opens a topic is changed where the topic is, and what it said before is kept.
  if (!found || found.comment.opens || refused === 'gone') return showMissing(c)
  const input = revisionForm.read(await c.req.arrayBuffer())
  const show = (more: Partial<Revising>) => showRevision(c, { ...found, body: input.body, ...more })
  if (refused) return show({ faults: [{ field: 'form', reason: refused }] })
  if (await isTooFast(c)) return show({ faults: [{ field: 'form', reason: 'too-fast' }] })
  const { values, faults } = revisionForm.check(input, hub)
  if (faults) return show({ faults })
  const { body, preview } = values
  if (preview) return show({ preview: await drawPreview(c.var, body) })

  if (body !== found.comment.body) {
    try {
      await within(WRITING, changeWords(c, found, body))
    } catch (error) {
      console.error('a revision was not saved:', error)
      return show({ faults: [{ field: 'form', reason: 'not-saved' }] })
    }
    c.executionCtx.waitUntil(forget(found.conversation, found.comment))
    settle(c, found.comment.memberId)
  }
  return c.redirect(seenAt(found.conversation, found.comment), 303)
})

/** Whether others' words would go along with what they are about. */
const hasComments = async (c: Context<App>, { id }: Conversation) =>
  ((await findCounts(c.var.db, id)).at(0)?.comments ?? 0) > 0

/** A reply that rests is thrown away as if it had never been written. */
const discard = async (c: Context<App>, { comment, conversation }: Found) => {
  await dropResting(c.var.db, comment.id)
  return c.redirect(placeOf(conversation, comment.parentId!), 303)
}

own.post('/comments/:id/removal', async (c) => {
  const { db, hub, now } = c.var
  const found = await ownCommentIn(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  const refused = refusalToAuthor(comment, hub.comments, now)
  if (refused === 'too-late') return showUnchanged(c, found, refused)
  if (comment.opens && (await hasComments(c, conversation)))
    return showUnchanged(c, found, 'answered')
  if (comment.heldFor === 'resting') return discard(c, found)
  if (!refused) await withdrawComment(db, comment.id, now)
  settle(c, comment.memberId)
  c.executionCtx.waitUntil(forget(conversation, comment))
  return c.redirect(comment.opens ? paths.home() : `${addressOf(conversation)}#thread-title`, 303)
})
