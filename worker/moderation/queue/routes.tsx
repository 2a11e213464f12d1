import type { Context } from 'hono'
import { closedPostIds } from '../../discussion/comments/answerability.table'
import { findComment } from '../../discussion/comments/queries'
import { conversationIdsIn } from '../audit-log/entry.view'
import { listLog } from '../people/queries'
import { WarningForm } from '../decisions/warning.view'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { findWeekIfAvailable } from '../statistics/queries'
import { WeekSection } from '../statistics/view'
import { showPage, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { CommentDetailsPage } from './comment.view'
import { countLists, findQueue, findCommentDetails } from './queries'
import { firstQueueList, parsePosition, queueListOf } from './rules'
import { listTexts } from './messages'
import { QueuePage } from './view'

/** How many log entries an empty queue shows. */
const RECENT_DECISIONS = 3

/** `/desk/`: the queue, and the page of one comment. */
export const queue = newRouter()

const doneIn = (c: Context<App>) => {
  const done = c.req.query('done')
  return done && isId(done) ? done : undefined
}

/** The requested list, or the first that is not empty. */
const loadQueue = async (c: Context<App>) => {
  const { db, hub, now } = c.var
  const host = await memberIn(c)
  const after = parsePosition(c.req.query('after'))
  const request = { host: host.id, now, closed: closedPostIds(hub), done: doneIn(c), after }
  const named = queueListOf(c.req.query('list'))
  const list = named ?? firstQueueList((await countLists(db, request)).at(0)!)
  const page = await findQueue(db, list, request)
  const latest = page.rows.length === 0 ? await listLog(db, { limit: RECENT_DECISIONS }) : []
  const about = [...latest, ...(page.done ? [page.done] : [])].flatMap(({ entry }) =>
    conversationIdsIn(entry),
  )
  const conversations = page.rows.map(({ conversation }) => conversation)
  const hubWithTopics = await withTopics(db, hub, [...conversations, ...about])
  return { hub: hubWithTopics, list, ...page, latest, isLater: request.after !== undefined }
}

queue.get('/', async (c) => {
  const { db, now } = c.var
  const isLater = parsePosition(c.req.query('after')) !== undefined
  const [page, week] = await Promise.all([
    withDeadline('read', loadQueue(c)),
    isLater ? undefined : findWeekIfAvailable(db, c.var.hub, now),
  ])
  return showPage(c, {
    title: `${listTexts[page.list].name} · Desk`,
    page: page.hub.paths.deskFrame(),
    children: (
      <QueuePage now={now} {...page}>
        {!isLater && <WeekSection hub={page.hub} week={week} />}
      </QueuePage>
    ),
  })
})

queue.get('/comments/:id/', async (c) => {
  const { db, now } = c.var
  const id = c.req.param('id')
  const details = isId(id)
    ? await withDeadline('read', findCommentDetails(db, id, doneIn(c)))
    : undefined
  if (!details) return showMissing(c)
  const { parentId, conversation } = details.row
  const named = details.entries.flatMap(({ entry }) => conversationIdsIn(entry))
  const hub = await withDeadline('read', withTopics(db, c.var.hub, [conversation, ...named]))
  const answers = parentId ? await withDeadline('read', findComment(db, parentId)) : undefined
  return showPage(c, {
    title: `${details.row.name || 'A comment'} · Desk`,
    page: hub.paths.deskFrame(),
    children: (
      <CommentDetailsPage hub={hub} now={now} details={details} answers={answers}>
        <WarningForm hub={hub} comment={details.row} />
      </CommentDetailsPage>
    ),
  })
})
