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
import { purgeConversation, purgeContributors } from '../../http/page-cache'
import { showPage, showMissing } from '../../http/layout'
import { acceptAnswer } from '../../discussion/questions/acceptance.routes'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
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
import type { DecisionContext } from '../../audit/commands'
import {
  findEntry,
  listBulkEntries,
  type ModerationTarget,
} from '../../discussion/decisions/load.queries'
import { showDeskError } from '../desk/error-page.middleware'
import { actionForm, bulkActionForm } from './form'
import { BULK_LIMIT } from './form'
import { undoDecision } from './undo.commands'

/** `/comments/`: what hosts decide about a comment. */
export const commentDecisions = newRouter({ errorPage: showDeskError })

/** `/conversations/`: hosts lock a conversation. */
export const locks = newRouter({ errorPage: showDeskError })

/** `/desk/`: hosts decide about many comments at once, and undo decisions. */
export const deskDecisions = newRouter({ errorPage: showDeskError })

const actionInputIn = async (c: Context<App>) => actionForm.read(await c.req.arrayBuffer())

const decidingIn = async (c: Context<App>): Promise<DecisionContext> => ({
  db: c.var.db,
  by: (await memberIn(c)).id,
  now: c.var.now,
})

/**
 * The state that a comment had in each list of the desk: another host may have been faster.
 */
const statesInList: Record<string, ActionRequest['seen']> = {
  held: ['held'],
  awaiting: ['published'],
  faded: ['faded'],
}

const decisionOf = (
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
 * Recounts levels and points after decisions, and drops the cached pages that show them. Resolves
 * to
 * the hub with the conversations they were about.
 */
const applyOutcomes = async (c: Context<App>, outcomes: ActionResult[]): Promise<Hub> => {
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
  c.executionCtx.waitUntil(recountPoints({ db, hub, now }).then(() => purgeContributors(hub.paths)))
  for (const comment of written) {
    const conversation = conversationById(hub, comment.conversation)
    if (conversation) c.executionCtx.waitUntil(purgeConversation(hub.paths, conversation, comment))
  }
  return hub
}

/**
 * Where to redirect: to the list that the form came from, which says what was done and offers to
 * undo it.
 */
const nextPlace = (
  paths: Paths,
  back: string,
  done: string,
  place: string,
  id?: string,
): string => {
  if (back === 'comment' && id && isId(id)) return `${paths.deskComment(id)}?done=${done}`
  if (back === 'record') return paths.deskLog()
  return /^[a-z]+$/.test(back) ? paths.desk({ list: back, done }) : place
}

const refuse = async (
  c: Context<App>,
  label: string,
  sent: ActionInput,
  { refused, target: judged }: ActionResult & { refused: NonNullable<ActionResult['refused']> },
) => {
  if (refused === 'missing') return showMissing(c)
  const about = judged ? [judged.comment.conversation] : []
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
        judged={judged}
      />
    ),
  })
}

/** Where to redirect a host who accepted an answer in the conversation and not at the desk. */
const placeOfAnswer = (
  hub: Hub,
  { comment, conversation }: ModerationTarget,
  { to }: ActionInput,
): string => {
  const isOff = to ? to === 'off' : conversation.answer === comment.id
  const place = hub.paths.conversation(conversationById(hub, comment.conversation)!)
  return `${place}#${isOff ? 'thread-title' : ANSWER_ANCHOR}`
}

/** Decides about the comment that the path names. */
const decideOnComment = async (c: Context<App>, act: ModerationAction) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const sent = await actionInputIn(c)
  const work = applyAction(await decidingIn(c), c.var.hub, decisionOf(act, id, sent))
  const outcome = await withDeadline('write', work)
  if (outcome.refused) return refuse(c, actionLabels[act], sent, outcome)
  const hub = await applyOutcomes(c, [outcome])
  if (act === 'acceptance' && sent.back === ANSWER_ANCHOR)
    return c.redirect(placeOfAnswer(hub, outcome.target!, sent), 303)
  return c.redirect(nextPlace(hub.paths, sent.back, outcome.done, hub.paths.comment(id), id), 303)
}

for (const act of moderationActions)
  if (act !== 'removal' && act !== 'acceptance' && act !== 'lock')
    commentDecisions.post(`/:id/${act}`, requireHost, (c) => decideOnComment(c, act))

/** Whether the member is a host; others are the author of the comment or the asker, if anything. */
const isHostRequest = async (c: Context<App>) => isHost(await withDeadline('read', c.var.member()))

/** Hosts; and askers at their old address: they have `/answer` now. */
commentDecisions.post('/:id/acceptance', async (c) =>
  (await isHostRequest(c)) ? decideOnComment(c, 'acceptance') : acceptAnswer(c),
)

const isOwnComment = async (c: Context<App>): Promise<boolean> => {
  const id = c.req.param('id') ?? ''
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  return comment !== undefined && isViewerAuthor(c, comment)
}

/**
 * Hosts; and authors at their old address: they have `/withdrawal` now. A host can be both: without
 * a rule it is a withdrawal of their own comment.
 */
commentDecisions.post('/:id/removal', async (c) => {
  if (!(await isHostRequest(c))) return withdraw(c)
  const { rule, back } = await actionInputIn(c)
  const isWithdrawal = !rule && !back && (await isOwnComment(c))
  return isWithdrawal ? withdraw(c) : decideOnComment(c, 'removal')
})

locks.post('/:conversation/lock', requireHost, async (c) => {
  const conversation = await findConversation(c.var.db, c.var.hub, c.req.param('conversation'))
  if (!conversation || conversation.comments !== 'open') return showMissing(c)
  const sent = await actionInputIn(c)
  const wanted = decisionOf('lock', conversation.id, sent)
  const outcome = await withDeadline('write', applyAction(await decidingIn(c), c.var.hub, wanted))
  if (outcome.refused) return refuse(c, actionLabels.lock, sent, outcome)
  c.executionCtx.waitUntil(purgeConversation(c.var.hub.paths, conversation))
  const place = `${c.var.hub.paths.conversation(conversation)}#thread-title`
  return c.redirect(nextPlace(c.var.hub.paths, sent.back, outcome.done, place, sent.comment), 303)
})

/** Applies the action to each comment in turn; each has an audit log entry of its own. */
const decideEach = async (
  c: Context<App>,
  act: ModerationAction,
  ids: string[],
  sent: ActionInput,
) => {
  const host = await decidingIn(c)
  const each: BulkOutcome[] = []
  let first: string | undefined
  for (const id of ids) {
    const wanted = { ...decisionOf(act, id, sent), together: first }
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
  const hub = await applyOutcomes(
    c,
    each.map(({ outcome }) => outcome),
  )
  if (each.length > 0 && each.every(({ outcome }) => outcome.done))
    return c.redirect(
      nextPlace(
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
  const host = await decidingIn(c)
  const entries = sent.all ? await listBulkEntries(db, id, entry.by) : [entry]
  const outcomes: ActionResult[] = []
  for (const each of entries.toReversed()) outcomes.push(await undoDecision(host, hub, each.id))
  await applyOutcomes(c, outcomes)
  const failed = outcomes.find((outcome) => outcome.refused)
  if (failed?.refused) return refuse(c, 'Undo', sent, failed)
  const conversation = await findConversation(db, hub, entry.subject)
  if (conversation) c.executionCtx.waitUntil(purgeConversation(hub.paths, conversation))
  const place = conversation
    ? hub.paths.conversation(conversation)
    : hub.paths.deskComment(entry.subject)
  const done = outcomes.at(-1)!.done!
  const comment = conversation ? sent.comment : entry.subject
  return c.redirect(nextPlace(hub.paths, sent.back, done, place, comment), 303)
})
