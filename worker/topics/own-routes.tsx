import { type Context, Hono } from 'hono'
import { addressOf, paths, topicOf } from '../../site/contract'
import { isTooFast, settle, WRITING } from '../comments/finding'
import { listVersions } from '../comments/versions'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { drawPreview } from '../comments/mentioning'
import { isSilenced } from '../members/silence'
import { sendDue } from '../notices/jobs'
import { PATIENCE } from '../shell/compose'
import { forget } from '../shell/edge'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import { mayRead } from '../spaces/reading'
import type { Draft } from './draft'
import { checkTopic, topicInputOf, resourceForm, type TopicFault } from './form'
import { TopicForm } from './form-view'
import { HistoryPage } from './history'
import type { Topic } from './page'
import { isReviser, reviseTopic, wordsIn } from './revising'
import { findHere, readTopic } from './showing'
import { listTags } from './tags'

/** How a topic is changed, and what it said before. */
export const revisions = new Hono<App>()

revisions.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

revisions.get('/topics/:topic/:slug/history/', async (c) => {
  const { topic: id, slug } = c.req.param()
  if (!isId(id)) return showMissing(c)
  const found = await within(PATIENCE, findHere(c, topicOf(id), slug, paths.history))
  if (found instanceof Response) return found
  const versions = await within(PATIENCE, listVersions(c.var.db, found.opening.id))
  return showFrame(c, {
    title: `Changes of “${found.conversation.title}”`,
    page: paths.startFrame(),
    children: <HistoryPage topic={found} versions={versions} />,
  })
})

/** The topic that the path names, for whoever may change it; to everybody else it is not there. */
const ownIn = async (c: Context<App>): Promise<Topic | undefined> => {
  const id = c.req.param('conversation') ?? ''
  const topic = id.startsWith(topicOf('')) ? await readTopic(c, id) : undefined
  if (!topic || topic.conversation.mergedInto || !isReviser(topic)) return undefined
  return (await mayRead(c, topic.conversation)) ? topic : undefined
}

const showForm = async (c: Context<App>, topic: Topic, draft: Draft) => {
  const { db, hub } = c.var
  const { id } = topic.conversation
  const tags = await within(PATIENCE, listTags(db, hub, topic.asker)).catch(() => [])
  return showFrame(c, {
    title: 'Edit the conversation',
    page: paths.startFrame(),
    fault: draft.faults[0],
    children: (
      <div class="start">
        <h1>Edit the conversation</h1>
        <p class="lede">Anybody who may read it can see what it said before.</p>
        <TopicForm
          {...draft}
          hub={hub}
          member={topic.member}
          spaces={[]}
          tags={tags}
          drawn=""
          action={paths.conversationRevision(id)}
          isRevision
          button="Save"
          beside={<a href={addressOf(topic.conversation)}>Leave it as it is</a>}
        />
      </div>
    ),
  })
}

revisions.get('/conversations/:conversation/revision', async (c) => {
  const topic = await within(PATIENCE, ownIn(c))
  if (!topic) return showMissing(c)
  return showForm(c, topic, { input: topicInputOf(wordsIn(topic)), faults: [] })
})

const notSaved = (error: unknown): TopicFault => {
  console.error('a revision was not saved:', error)
  return { field: 'form', reason: 'not-saved' }
}

/** Kept pages say no more what it said, and its author has one more or less that counts. */
const follow = (c: Context<App>, { conversation, opening }: Topic, changed: Topic | undefined) => {
  const { db, hub, now, origin } = c.var
  c.executionCtx.waitUntil(forget(conversation, opening))
  // It may stand under other tags now.
  if (changed) c.executionCtx.waitUntil(forget(changed.conversation))
  c.executionCtx.waitUntil(sendDue({ env: c.env, db, hub, origin, now, subject: opening.id }))
  settle(c, opening.memberId)
}

revisions.post('/conversations/:conversation/revision', async (c) => {
  const { db, hub, now } = c.var
  const topic = await within(WRITING, ownIn(c))
  const member = topic?.member
  if (!topic || !member || !c.env.HUB_SECRET) return showMissing(c)
  // What a topic is and where it is, its form does not change.
  const { kind, space } = topic.conversation
  const input = { ...resourceForm.read(await c.req.arrayBuffer()), kind, space }
  const refuse = (...faults: TopicFault[]) => showForm(c, topic, { input, faults })
  if (isSilenced(member, now)) return refuse({ field: 'form', reason: 'silenced' })
  if (await isTooFast(c)) return refuse({ field: 'form', reason: 'too-fast' })
  const { values: words, faults } = checkTopic(input, hub)
  if (faults) return refuse(...faults)
  if (input.preview)
    return showForm(c, topic, {
      input,
      faults: [],
      preview: await drawPreview(c.var, words.body),
    })

  const isSame = JSON.stringify(words) === JSON.stringify(wordsIn(topic))
  if (!isSame) {
    const revising = { db, now, secret: c.env.HUB_SECRET, member }
    const fault = await within(WRITING, reviseTopic(revising, topic, words)).catch(notSaved)
    if (fault) return refuse(fault)
  }
  const changed = isSame ? topic : await readTopic(c, topic.conversation.id)
  if (!isSame) follow(c, topic, changed)
  return c.redirect(addressOf(changed?.conversation ?? topic.conversation), 303)
})
