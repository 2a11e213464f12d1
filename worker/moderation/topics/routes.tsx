import type { Context } from 'hono'
import { type Conversation, isTopic, topicOf } from '../../../site/contract/conversation'
import { permalink } from '../../discussion/comments/permalink.rules'
import { conversationBySlug } from '../../discussion/conversations/rules'
import { findConversation } from '../../discussion/conversations/topics.queries'
import { actionRefusalMessage } from '../../discussion/decisions/messages'
import { DeskPage } from '../../ui/desk-page'
import { findConversationRow } from '../../discussion/decisions/load.queries'
import { REASON_LIMIT } from '../../audit/rules'
import { decisionContextIn } from '../desk/context.middleware'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { purgeConversation } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import { cleanLine } from '../../lib/clean-text'
import { type MergerObstacle, topicMessages } from './messages'
import { MergerForm } from './view'
import { mergerForm, moveForm } from '../../discussion/topics/form'
import { mergeTopic } from '../../discussion/topics/merge.commands'
import { moveTopic } from '../../discussion/topics/move.commands'

/**
 * `/conversations/`: hosts move a topic to another space, or merge it into another conversation.
 */
export const topicMoves = newRouter()

/** The topic in the path; `undefined` for a post, or a topic that was merged. */
const topicIn = async (c: Context<App>): Promise<Conversation | undefined> => {
  const found = await findConversation(c.var.db, c.var.hub, c.req.param('conversation') ?? '')
  return found && isTopic(found) && !found.mergedInto ? found : undefined
}

const reasonOf = (typed: string) => cleanLine(typed).slice(0, REASON_LIMIT) || null

const refuse = (c: Context<App>, title: string, sentence: string) =>
  showPage(c, {
    title,
    page: c.var.hub.paths.deskFrame(),
    status: 422,
    children: (
      <DeskPage paths={c.var.hub.paths} here="Desk">
        <h1>{title}</h1>
        <p role="alert">{sentence}</p>
      </DeskPage>
    ),
  })

topicMoves.post('/:conversation/space', requireHost, async (c) => {
  const topic = await withDeadline('write', topicIn(c))
  if (!topic) return showMissing(c)
  const { values } = moveForm.check(moveForm.read(await c.req.arrayBuffer()), c.var.hub)
  if (!values) return refuse(c, 'Not moved', topicMessages['space-unknown'])
  const { space, reason } = values
  if (space !== topic.space) {
    const moving = moveTopic(await decisionContextIn(c), topic, space, { reason: reasonOf(reason) })
    if (!(await withDeadline('write', moving)))
      return refuse(c, 'Not moved', actionRefusalMessage('changed'))
    c.executionCtx.waitUntil(
      Promise.all([purgeConversation(c.var, topic), purgeConversation(c.var, { ...topic, space })]),
    )
  }
  return c.redirect(c.var.hub.paths.conversation(topic), 303)
})

/** The conversation with this address or id. */
const findByAddress = async (c: Context<App>, typed: string): Promise<Conversation | undefined> => {
  const { db, hub } = c.var
  const path = URL.parse(typed.trim(), hub.url)?.pathname ?? ''
  const topic = /\/topics\/([^/]+)\//.exec(path)?.[1]
  if (topic) return isId(topic) ? findConversation(db, hub, topicOf(topic)) : undefined
  const slug = /\/posts\/([^/]+)\//.exec(path)?.[1]
  return slug ? conversationBySlug(hub, slug) : findConversation(db, hub, typed.trim())
}

/** Why a topic cannot be merged into this conversation; `undefined` if it can. */
const mergerObstacle = (
  topic: Conversation,
  into: Conversation | undefined,
): MergerObstacle | undefined => {
  if (!into) return 'conversation-unknown'
  if (into.id === topic.id) return 'same'
  if (into.mergedInto) return 'merged'
  if (into.comments === 'none') return 'no-comments'
  return undefined
}

topicMoves.post('/:conversation/merger', requireHost, async (c) => {
  const topic = await withDeadline('write', topicIn(c))
  if (!topic) return showMissing(c)
  const typed = mergerForm.read(await c.req.arrayBuffer())
  const into = await withDeadline('write', findByAddress(c, typed.into))
  const obstacle = mergerObstacle(topic, into)
  if (!into || obstacle)
    return showPage(c, {
      title: 'Merge into another conversation',
      page: c.var.hub.paths.deskFrame(),
      status: 422,
      children: (
        <DeskPage paths={c.var.hub.paths} here="Desk">
          <h1>Merge “{topic.title}” into another conversation</h1>
          <MergerForm
            paths={c.var.hub.paths}
            conversation={topic}
            typed={typed}
            fault={obstacle && topicMessages[obstacle]}
          />
        </DeskPage>
      ),
    })
  const { opening } = await withDeadline('write', findConversationRow(c.var.db, topic.id))
  const merging = { topic: topic.id, opening: opening!, into: into.id }
  const merger = mergeTopic(await decisionContextIn(c), merging, {
    reason: reasonOf(typed.reason),
    idea: into.kind === 'idea' && !isTopic(into) ? into : undefined,
  })
  if (!(await withDeadline('write', merger)))
    return refuse(c, 'Not merged', actionRefusalMessage('changed'))
  c.executionCtx.waitUntil(
    Promise.all([purgeConversation(c.var, topic), purgeConversation(c.var, into)]),
  )
  return c.redirect(permalink(c.var.hub.paths, into, opening!), 303)
})
