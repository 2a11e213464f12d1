import type { Context } from 'hono'
import { topicOf } from '../../../site/contract/conversation'
import { updateLevel } from '../../discussion/comments/middleware'
import { listVersions } from '../../discussion/comments/version.commands'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { renderPreview } from '../../discussion/comments/mention.commands'
import { isSilenced } from '../../accounts/members/silence.rules'
import { purgeConversation } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { mayRead } from '../../accounts/access/middleware'
import type { TopicDraft } from '../../discussion/topics/draft.form'
import {
  checkTopic,
  topicInputOf,
  resourceForm,
  type TopicFault,
} from '../../discussion/topics/form'
import { TopicForm } from '../../discussion/topics/form.view'
import { HistoryPage } from '../../discussion/topics/history.view'
import type { Topic } from '../../discussion/topics/view'
import { mayRevise, reviseTopic, contentOfTopic } from '../../discussion/topics/revise.commands'
import { findTopicAt, readTopic } from './topic-page.routes'
import { listUsedTags } from '../../discussion/topics/tag.queries'
import { logError } from '../../http/log-error'

/** `/topics/`: the edit history of a topic. */
export const topicHistory = newRouter()

/** `/conversations/`: the form that edits a topic. */
export const topicRevision = newRouter()

topicHistory.get('/:topic/:slug/history/', async (c) => {
  const { topic: id, slug } = c.req.param()
  if (!isId(id)) return showMissing(c)
  const found = await withDeadline(
    'read',
    findTopicAt(c, topicOf(id), slug, c.var.hub.paths.history),
  )
  if (found instanceof Response) return found
  const versions = await withDeadline('read', listVersions(c.var.db, found.opening.id))
  return showPage(c, {
    title: `Changes of “${found.conversation.title}”`,
    page: c.var.hub.paths.startFrame(),
    children: <HistoryPage topic={found} versions={versions} />,
  })
})

/** The topic in the path; `undefined` unless the viewer may edit it. */
const editableTopicIn = async (c: Context<App>): Promise<Topic | undefined> => {
  const id = c.req.param('conversation') ?? ''
  const topic = id.startsWith(topicOf('')) ? await readTopic(c, id) : undefined
  if (!topic || topic.conversation.mergedInto || !mayRevise(topic)) return undefined
  return (await mayRead(c, topic.conversation)) ? topic : undefined
}

const showForm = async (c: Context<App>, topic: Topic, draft: TopicDraft) => {
  const { db, hub } = c.var
  const { id } = topic.conversation
  const tags = await withDeadline('read', listUsedTags(db, hub, topic.viewer)).catch(() => [])
  return showPage(c, {
    title: 'Edit the conversation',
    page: c.var.hub.paths.startFrame(),
    fault: draft.faults[0],
    children: (
      <div class="start">
        <h1>Edit the conversation</h1>
        <p class="lede">Everyone who can read it can also see earlier versions.</p>
        <TopicForm
          {...draft}
          hub={hub}
          member={topic.member}
          spaces={[]}
          tags={tags}
          drawn=""
          action={hub.paths.conversationRevision(id)}
          isRevision
          button="Save"
          extraAction={<a href={hub.paths.conversation(topic.conversation)}>Cancel</a>}
        />
      </div>
    ),
  })
}

topicRevision.get('/:conversation/revision', async (c) => {
  const topic = await withDeadline('read', editableTopicIn(c))
  if (!topic) return showMissing(c)
  return showForm(c, topic, { input: topicInputOf(contentOfTopic(topic)), faults: [] })
})

const logNotSaved =
  (c: Context<App>) =>
  (error: unknown): TopicFault => {
    logError(c, 'a revision was not saved', error)
    return { field: 'form', reason: 'not-saved' }
  }

/** Purges the cached pages, sends the outbox and updates the author’s level. */
const applyEdit = (
  c: Context<App>,
  { conversation, opening }: Topic,
  changed: Topic | undefined,
) => {
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation, opening))
  // It may have other tags now.
  if (changed) c.executionCtx.waitUntil(purgeConversation(c.var, changed.conversation))
  c.executionCtx.waitUntil(c.var.sendOutbox(opening.id))
  updateLevel(c, opening.memberId)
}

topicRevision.post('/:conversation/revision', async (c) => {
  const { db, hub, now } = c.var
  const topic = await withDeadline('write', editableTopicIn(c))
  const member = topic?.member
  if (!topic || !member || !c.env.HUB_SECRET) return showMissing(c)
  // An edit changes neither the kind nor the space.
  const { kind, space } = topic.conversation
  const input = { ...resourceForm.read(await c.req.arrayBuffer()), kind, space }
  const refuse = (...faults: TopicFault[]) => showForm(c, topic, { input, faults })
  if (isSilenced(member, now)) return refuse({ field: 'form', reason: 'silenced' })
  if (await isRateLimited(c)) return refuse({ field: 'form', reason: 'too-fast' })
  const { values: words, faults } = checkTopic(input, hub)
  if (faults) return refuse(...faults)
  if (input.preview)
    return showForm(c, topic, {
      input,
      faults: [],
      preview: await renderPreview(c.var, words.body),
    })

  const isSame = JSON.stringify(words) === JSON.stringify(contentOfTopic(topic))
  if (!isSame) {
    const revising = { db, now, secret: c.env.HUB_SECRET, member }
    const fault = await withDeadline('write', reviseTopic(revising, topic, words)).catch(
      logNotSaved(c),
    )
    if (fault) return refuse(fault)
  }
  const changed = isSame ? topic : await readTopic(c, topic.conversation.id)
  if (!isSame) applyEdit(c, topic, changed)
  return c.redirect(hub.paths.conversation(changed?.conversation ?? topic.conversation), 303)
})
