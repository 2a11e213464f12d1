import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { isViewerAuthor } from '../../discussion/comments/middleware'
import { ANSWER } from '../../discussion/comments/highlights.view'
import { findComment } from '../../discussion/comments/queries'
import { withdraw } from '../../discussion/comments/withdrawal.routes'
import { countDue } from '../../discussion/contributors/jobs'
import { conversationById } from '../../discussion/conversations/rules'
import { findConversation, withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isHost } from '../../accounts/members/rules'
import { syncLevelsOfAuthors } from '../../discussion/comments/level-sync.commands'
import { forget, forgetContributors } from '../../http/page-cache'
import { showFrame, showMissing } from '../../http/layout'
import { acceptAnswer } from '../../discussion/questions/acceptance.routes'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import { cleanLine } from '../../lib/clean-text'
import { ManyPage, type Each, RefusedPage, type Sent } from './view'
import { actionLabels } from '../../discussion/decisions/messages'
import {
  type ModerationAction,
  moderationActions,
  applyAction,
  type ActionResult,
  type ActionRequest,
} from '../../discussion/decisions/actions.commands'
import type { Deciding } from '../../audit/commands'
import {
  findEntry,
  listBulkEntries,
  type ModerationTarget,
} from '../../discussion/decisions/load.queries'
import { showDeskError } from '../desk/error-page.middleware'
import { actionForm, bulkActionForm } from './form'
import { BULK_LIMIT } from './form'
import { undo } from './undo.commands'

/** `/comments/`: what hosts decide about a comment. */
export const commentDecisions = newRouter({ errorPage: showDeskError })

/** `/conversations/`: hosts lock a conversation. */
export const locks = newRouter({ errorPage: showDeskError })

/** `/desk/`: what hosts decide about many comments at once, and take back. */
export const deskDecisions = newRouter({ errorPage: showDeskError })

const sentIn = async (c: Context<App>) => actionForm.read(await c.req.arrayBuffer())

const decidingIn = async (c: Context<App>): Promise<Deciding> => ({
  db: c.var.db,
  by: (await memberIn(c)).id,
  now: c.var.now,
})

/** What a comment was for whoever saw it in one of the desk's lists: another host may have been faster. */
const seenIn: Record<string, ActionRequest['seen']> = {
  held: ['held'],
  awaiting: ['published'],
  faded: ['faded'],
}

const wantedIn = (
  act: ModerationAction,
  id: string,
  { rule, reason, to, back }: Sent,
): ActionRequest => ({
  act,
  id,
  rule,
  reason: cleanLine(reason),
  seen: Object.hasOwn(seenIn, back) ? seenIn[back] : undefined,
  ...((to === 'on' || to === 'off') && { to: to === 'on' }),
})

/**
 * Recounts levels and points after decisions, and drops the cached pages that show them. Resolves to
 * the hub with the conversations they were about.
 */
const settle = async (c: Context<App>, outcomes: ActionResult[]): Promise<Hub> => {
  const { db, now } = c.var
  const judged = outcomes.flatMap((outcome) => outcome.target?.comment ?? [])
  const hub = await withTopics(
    db,
    c.var.hub,
    judged.map(({ conversation }) => conversation),
  )
  const written = outcomes.flatMap(({ done, target: judged }) =>
    done && judged ? [judged.comment] : [],
  )
  c.executionCtx.waitUntil(syncLevelsOfAuthors({ db, hub, now }, written))
  c.executionCtx.waitUntil(countDue({ db, hub, now }).then(() => forgetContributors(hub.paths)))
  for (const comment of written) {
    const conversation = conversationById(hub, comment.conversation)
    if (conversation) c.executionCtx.waitUntil(forget(hub.paths, conversation, comment))
  }
  return hub
}

/** Where a host goes on: to the list they came from, which says what was done and offers to undo it. */
const onwards = (paths: Paths, back: string, done: string, place: string, id?: string): string => {
  if (back === 'comment' && id && isId(id)) return `${paths.deskComment(id)}?done=${done}`
  if (back === 'record') return paths.deskLog()
  return /^[a-z]+$/.test(back) ? paths.desk({ list: back, done }) : place
}

const refuse = async (
  c: Context<App>,
  label: string,
  sent: Sent,
  { refused, target: judged }: ActionResult & { refused: NonNullable<ActionResult['refused']> },
) => {
  if (refused === 'missing') return showMissing(c)
  const about = judged ? [judged.comment.conversation] : []
  const hub = await withTopics(c.var.db, c.var.hub, about)
  const action = new URL(c.req.url).pathname
  return showFrame(c, {
    title: 'Not done',
    status: 422,
    children: (
      <RefusedPage
        hub={hub}
        action={action}
        label={label}
        sent={sent}
        refused={refused}
        judged={judged}
      />
    ),
  })
}

/** Where a host reads on who accepted an answer in the conversation and not at the desk. */
const answerPlace = (
  hub: Hub,
  { comment, conversation }: ModerationTarget,
  { to }: Sent,
): string => {
  const isOff = to ? to === 'off' : conversation.answer === comment.id
  const place = hub.paths.conversation(conversationById(hub, comment.conversation)!)
  return `${place}#${isOff ? 'thread-title' : ANSWER}`
}

/** Decides about the comment that the path names. */
const decideHere = async (c: Context<App>, act: ModerationAction) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const sent = await sentIn(c)
  const work = applyAction(await decidingIn(c), c.var.hub, wantedIn(act, id, sent))
  const outcome = await withDeadline('write', work)
  if (outcome.refused) return refuse(c, actionLabels[act], sent, outcome)
  const hub = await settle(c, [outcome])
  if (act === 'acceptance' && sent.back === ANSWER)
    return c.redirect(answerPlace(hub, outcome.target!, sent), 303)
  return c.redirect(onwards(hub.paths, sent.back, outcome.done, hub.paths.comment(id), id), 303)
}

for (const act of moderationActions)
  if (act !== 'removal' && act !== 'acceptance' && act !== 'lock')
    commentDecisions.post(`/:id/${act}`, requireHost, (c) => decideHere(c, act))

/** Whether a host asks; everybody else is an author or an asker here, if anything. */
const isHostHere = async (c: Context<App>) => isHost(await withDeadline('read', c.var.member()))

/** Hosts; and askers, who have an address of their own now and were answered here before. */
commentDecisions.post('/:id/acceptance', async (c) =>
  (await isHostHere(c)) ? decideHere(c, 'acceptance') : acceptAnswer(c),
)

const isOwnComment = async (c: Context<App>): Promise<boolean> => {
  const id = c.req.param('id') ?? ''
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  return comment !== undefined && isViewerAuthor(c, comment)
}

/**
 * Hosts; and authors, who have an address of their own now and were answered here before. A host
 * can be both: without a rule there is nothing to decide, and it is their own that they take back.
 */
commentDecisions.post('/:id/removal', async (c) => {
  if (!(await isHostHere(c))) return withdraw(c)
  const { rule, back } = await sentIn(c)
  const isWithdrawal = !rule && !back && (await isOwnComment(c))
  return isWithdrawal ? withdraw(c) : decideHere(c, 'removal')
})

locks.post('/:conversation/lock', requireHost, async (c) => {
  const conversation = await findConversation(c.var.db, c.var.hub, c.req.param('conversation'))
  if (!conversation || conversation.comments !== 'open') return showMissing(c)
  const sent = await sentIn(c)
  const wanted = wantedIn('lock', conversation.id, sent)
  const outcome = await withDeadline('write', applyAction(await decidingIn(c), c.var.hub, wanted))
  if (outcome.refused) return refuse(c, actionLabels.lock, sent, outcome)
  c.executionCtx.waitUntil(forget(c.var.hub.paths, conversation))
  const place = `${c.var.hub.paths.conversation(conversation)}#thread-title`
  return c.redirect(onwards(c.var.hub.paths, sent.back, outcome.done, place, sent.comment), 303)
})

/** Decides the same about each, one after the other, and on record each by itself. */
const decideEach = async (c: Context<App>, act: ModerationAction, ids: string[], sent: Sent) => {
  const host = await decidingIn(c)
  const each: Each[] = []
  let first: string | undefined
  for (const id of ids) {
    const wanted = { ...wantedIn(act, id, sent), together: first }
    const outcome: ActionResult = isId(id)
      ? await applyAction(host, c.var.hub, wanted)
      : { refused: 'missing' }
    if (outcome.done && !outcome.isRepeated) first ??= outcome.done
    each.push({ id, outcome })
  }
  return { each, first }
}

deskDecisions.post('/decisions', requireHost, async (c) => {
  const input = bulkActionForm.read(await c.req.arrayBuffer())
  const { act: name, comment: all, ...sent } = input
  const ids = [...new Set(all)]
  const act = moderationActions.find((each) => each === name)
  if (!act || act === 'lock' || ids.length > BULK_LIMIT) return showMissing(c)
  const { each, first } = await decideEach(c, act, ids, sent)
  const hub = await settle(
    c,
    each.map(({ outcome }) => outcome),
  )
  if (each.length > 0 && each.every(({ outcome }) => outcome.done))
    return c.redirect(
      onwards(c.var.hub.paths, sent.back, first ?? each[0]!.outcome.done!, c.var.hub.paths.desk()),
      303,
    )
  return showFrame(c, {
    title: actionLabels[act],
    status: 422,
    children: <ManyPage hub={hub} act={act} each={each} first={first} back={sent.back} />,
  })
})

/** Takes back a decision, or all that were taken with it. */
deskDecisions.post('/log/:id/undoing', requireHost, async (c) => {
  const { db, hub } = c.var
  const id = c.req.param('id')
  const sent = await sentIn(c)
  const entry = isId(id) ? await withDeadline('write', findEntry(db, id)) : undefined
  if (!entry) return showMissing(c)
  const host = await decidingIn(c)
  const entries = sent.all ? await listBulkEntries(db, id, entry.by) : [entry]
  const outcomes: ActionResult[] = []
  for (const each of entries.toReversed()) outcomes.push(await undo(host, hub, each.id))
  await settle(c, outcomes)
  const failed = outcomes.find((outcome) => outcome.refused)
  if (failed?.refused) return refuse(c, 'Undo', sent, failed)
  const conversation = await findConversation(db, hub, entry.subject)
  if (conversation) c.executionCtx.waitUntil(forget(hub.paths, conversation))
  const place = conversation
    ? hub.paths.conversation(conversation)
    : hub.paths.deskComment(entry.subject)
  const done = outcomes.at(-1)!.done!
  const comment = conversation ? sent.comment : entry.subject
  return c.redirect(onwards(hub.paths, sent.back, done, place, comment), 303)
})
