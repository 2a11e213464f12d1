import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { isViewerAuthor } from '../../discussion/comments/middleware'
import { ANSWER_ANCHOR } from '../../discussion/comments/highlights.view'
import { findComment } from '../../discussion/comments/queries'
import { withdraw } from '../../discussion/comments/withdrawal.routes'
import { recountPoints } from '../../discussion/contributors/jobs'
import { conversationById } from '../../discussion/conversations/rules'
import { findConversation, withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isHost } from '../../accounts/members/rules'
import { syncLevelsOfAuthors } from '../../discussion/comments/level-sync.commands'
import { purgeConversation, purgeContributors } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { acceptAnswer } from '../../discussion/questions/acceptance.routes'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import { cleanLine } from '../../lib/clean-text'
import { BulkResultPage, type BulkOutcome, RefusedPage, type ActionInput } from './view'
import { actionLabels } from '../../discussion/decisions/messages'
import {
  type ModerationAction,
  moderationActions,
  applyAction,
  type ActionResult,
  type ActionRequest,
} from '../../discussion/decisions/actions.commands'
import {
  findEntry,
  listBulkEntries,
  type ModerationTarget,
} from '../../discussion/decisions/load.queries'
import { decisionContextIn } from '../desk/context.middleware'
import { actionForm, BULK_LIMIT, bulkActionForm } from './form'
import { undoDecision } from './undo.commands'

/** `/comments/`: moderation actions on a comment. */
export const commentDecisions = newRouter()

/** `/conversations/`: hosts lock a conversation. */
export const locks = newRouter()

/** `/desk/`: hosts decide about many comments at once, and undo decisions. */
export const deskDecisions = newRouter()

const actionInputIn = async (c: Context<App>) => actionForm.read(await c.req.arrayBuffer())

/**
 * The state that a comment has in each list of the desk: another host may have changed it since.
 */
const statesInList: Record<string, ActionRequest['seen']> = {
  held: ['held'],
  awaiting: ['published'],
  faded: ['faded'],
}

const actionRequestOf = (
  act: ModerationAction,
  id: string,
  { rule, reason, to, back }: ActionInput,
): ActionRequest => ({
  act,
  id,
  rule,
  reason: cleanLine(reason),
  seen: Object.hasOwn(statesInList, back) ? statesInList[back] : undefined,
  ...((to === 'on' || to === 'off') && { to: to === 'on' }),
})

/**
 * Recounts levels and points after decisions, and purges the cached pages that show them.
 *
 * @returns the hub with the topics that the decisions are about
 */
const applyOutcomes = async (c: Context<App>, outcomes: ActionResult[]): Promise<Hub> => {
  const { db, now } = c.var
  const comments = outcomes.flatMap(({ target }) => target?.comment ?? [])
  const hub = await withTopics(
    db,
    c.var.hub,
    comments.map(({ conversation }) => conversation),
  )
  const changed = outcomes.flatMap(({ done, target }) => (done && target ? [target.comment] : []))
  c.executionCtx.waitUntil(syncLevelsOfAuthors({ db, hub, now }, changed))
  c.executionCtx.waitUntil(recountPoints({ db, hub, now }).then(() => purgeContributors(c.var)))
  for (const comment of changed) {
    const conversation = conversationById(hub, comment.conversation)
    if (conversation) c.executionCtx.waitUntil(purgeConversation(c.var, conversation, comment))
  }
  return hub
}

/**
 * Where to redirect: to the list that the form came from, which shows the decision and an undo
 * button; `fallback` if the form was not sent from the desk.
 */
const returnAddress = (
  paths: Paths,
  back: string,
  done: string,
  fallback: string,
  id?: string,
): string => {
  if (back === 'comment' && id && isId(id)) return `${paths.deskComment(id)}?done=${done}`
  if (back === 'record') return paths.deskLog()
  return /^[a-z]+$/.test(back) ? paths.desk({ list: back, done }) : fallback
}

const refuse = async (
  c: Context<App>,
  label: string,
  sent: ActionInput,
  { refused, target }: ActionResult & { refused: NonNullable<ActionResult['refused']> },
) => {
  if (refused === 'missing') return showMissing(c)
  const about = target ? [target.comment.conversation] : []
  const hub = await withTopics(c.var.db, c.var.hub, about)
  const action = new URL(c.req.url).pathname
  return showPage(c, {
    title: 'Not done',
    status: 422,
    children: (
      <RefusedPage
        hub={hub}
        action={action}
        label={label}
        sent={sent}
        refused={refused}
        target={target}
      />
    ),
  })
}

/** Where to redirect a host who marked or unmarked an answer in the conversation. */
const answerAddress = (
  hub: Hub,
  { comment, conversation }: ModerationTarget,
  { to }: ActionInput,
): string => {
  const isOff = to ? to === 'off' : conversation.answer === comment.id
  const address = hub.paths.conversation(conversationById(hub, comment.conversation)!)
  return `${address}#${isOff ? 'thread-title' : ANSWER_ANCHOR}`
}

/** Applies an action to the comment that the path names. */
const actOnComment = async (c: Context<App>, act: ModerationAction) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const sent = await actionInputIn(c)
  const action = applyAction(await decisionContextIn(c), c.var.hub, actionRequestOf(act, id, sent))
  const outcome = await withDeadline('write', action)
  if (outcome.refused) return refuse(c, actionLabels[act], sent, outcome)
  const hub = await applyOutcomes(c, [outcome])
  if (act === 'acceptance' && sent.back === ANSWER_ANCHOR)
    return c.redirect(answerAddress(hub, outcome.target!, sent), 303)
  return c.redirect(
    returnAddress(hub.paths, sent.back, outcome.done, hub.paths.comment(id), id),
    303,
  )
}

for (const act of moderationActions)
  if (act !== 'removal' && act !== 'acceptance' && act !== 'lock')
    commentDecisions.post(`/:id/${act}`, requireHost, (c) => actOnComment(c, act))

/** Whether the member is a host; others may only be the author of the comment or the asker. */
const isHostRequest = async (c: Context<App>) => isHost(await withDeadline('read', c.var.member()))

/** For hosts; askers have `/answer` now, and this is their former address. */
commentDecisions.post('/:id/acceptance', async (c) =>
  (await isHostRequest(c)) ? actOnComment(c, 'acceptance') : acceptAnswer(c),
)

const isOwnComment = async (c: Context<App>): Promise<boolean> => {
  const id = c.req.param('id') ?? ''
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  return comment !== undefined && isViewerAuthor(c, comment)
}

/**
 * For hosts; authors have `/withdrawal` now, and this is their former address. Without a rule, a
 * host withdraws their own comment.
 */
commentDecisions.post('/:id/removal', async (c) => {
  if (!(await isHostRequest(c))) return withdraw(c)
  const { rule, back } = await actionInputIn(c)
  const isWithdrawal = !rule && !back && (await isOwnComment(c))
  return isWithdrawal ? withdraw(c) : actOnComment(c, 'removal')
})

locks.post('/:conversation/lock', requireHost, async (c) => {
  const conversation = await findConversation(c.var.db, c.var.hub, c.req.param('conversation'))
  if (!conversation || conversation.comments !== 'open') return showMissing(c)
  const sent = await actionInputIn(c)
  const request = actionRequestOf('lock', conversation.id, sent)
  const locking = applyAction(await decisionContextIn(c), c.var.hub, request)
  const outcome = await withDeadline('write', locking)
  if (outcome.refused) return refuse(c, actionLabels.lock, sent, outcome)
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation))
  const { paths } = c.var.hub
  const thread = `${paths.conversation(conversation)}#thread-title`
  return c.redirect(returnAddress(paths, sent.back, outcome.done, thread, sent.comment), 303)
})

/** Applies the action to each comment in turn; each has an audit log entry of its own. */
const actOnEach = async (
  c: Context<App>,
  act: ModerationAction,
  ids: string[],
  sent: ActionInput,
) => {
  const deciding = await decisionContextIn(c)
  const each: BulkOutcome[] = []
  let first: string | undefined
  for (const id of ids) {
    const request = { ...actionRequestOf(act, id, sent), together: first }
    const outcome: ActionResult = isId(id)
      ? await applyAction(deciding, c.var.hub, request)
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
  const { each, first } = await actOnEach(c, act, ids, sent)
  const hub = await applyOutcomes(
    c,
    each.map(({ outcome }) => outcome),
  )
  if (each.length > 0 && each.every(({ outcome }) => outcome.done))
    return c.redirect(
      returnAddress(
        c.var.hub.paths,
        sent.back,
        first ?? each[0]!.outcome.done!,
        c.var.hub.paths.desk(),
      ),
      303,
    )
  return showPage(c, {
    title: actionLabels[act],
    status: 422,
    children: <BulkResultPage hub={hub} act={act} each={each} first={first} back={sent.back} />,
  })
})

/** Undoes a decision, or all decisions of one bulk action. */
deskDecisions.post('/log/:id/undoing', requireHost, async (c) => {
  const { db, hub } = c.var
  const id = c.req.param('id')
  const sent = await actionInputIn(c)
  const entry = isId(id) ? await withDeadline('write', findEntry(db, id)) : undefined
  if (!entry) return showMissing(c)
  const deciding = await decisionContextIn(c)
  const entries = sent.all ? await listBulkEntries(db, id, entry.by) : [entry]
  const outcomes: ActionResult[] = []
  for (const each of entries.toReversed()) outcomes.push(await undoDecision(deciding, hub, each.id))
  await applyOutcomes(c, outcomes)
  const failed = outcomes.find((outcome) => outcome.refused)
  if (failed?.refused) return refuse(c, 'Undo', sent, failed)
  const conversation = await findConversation(db, hub, entry.subject)
  if (conversation) c.executionCtx.waitUntil(purgeConversation(c.var, conversation))
  const fallback = conversation
    ? hub.paths.conversation(conversation)
    : hub.paths.deskComment(entry.subject)
  const done = outcomes.at(-1)!.done!
  const comment = conversation ? sent.comment : entry.subject
  return c.redirect(returnAddress(hub.paths, sent.back, done, fallback, comment), 303)
})
