import type { Context } from 'hono'
import { closedIn } from '../../discussion/comments/answerability.table'
import { findComment } from '../../discussion/comments/queries'
import { namedIn } from '../audit-log/entry.view'
import { listLog } from '../people/queries'
import { showDeskError } from '../desk/error-page.middleware'
import { WarningForm } from '../decisions/warning.view'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { readWeekOrRest } from '../statistics/queries'
import { WeekPicture } from '../statistics/view'
import { showFrame, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { OnePage } from './comment.view'
import { countLists, readList, readOne } from './queries'
import { firstOf, keyIn, listOf } from './rules'
import { called } from './messages'
import { QueuePage } from './view'

/** What an empty queue shows of the record. */
const LATELY = 3

/** `/desk/`: what waits for hosts, and the page about one comment. */
export const queue = newRouter({ errorPage: showDeskError })

const doneIn = (c: Context<App>) => {
  const done = c.req.query('done')
  return done && isId(done) ? done : undefined
}

/** The list that was asked for, or else the first that has something. */
const read = async (c: Context<App>) => {
  const { db, hub, now } = c.var
  const host = await memberIn(c)
  const after = keyIn(c.req.query('after'))
  const asked = { host: host.id, now, closed: closedIn(hub), done: doneIn(c), after }
  const named = listOf(c.req.query('list'))
  const list = named ?? firstOf((await countLists(db, asked)).at(0)!)
  const page = await readList(db, list, asked)
  const lately = page.rows.length === 0 ? await listLog(db, { limit: LATELY }) : []
  const about = [...lately, ...(page.done ? [page.done] : [])].flatMap(({ entry }) =>
    namedIn(entry),
  )
  const conversations = page.rows.map(({ conversation }) => conversation)
  const known = await withTopics(db, hub, [...conversations, ...about])
  return { hub: known, list, ...page, lately, isLater: asked.after !== undefined }
}

queue.get('/', async (c) => {
  const { db, now } = c.var
  const isLater = keyIn(c.req.query('after')) !== undefined
  const [page, week] = await Promise.all([
    withDeadline('read', read(c)),
    isLater ? undefined : readWeekOrRest(db, c.var.hub, now),
  ])
  return showFrame(c, {
    title: `${called[page.list].name} · Desk`,
    page: page.hub.paths.deskFrame(),
    children: (
      <QueuePage now={now} {...page}>
        {!isLater && <WeekPicture hub={page.hub} week={week} />}
      </QueuePage>
    ),
  })
})

queue.get('/comments/:id/', async (c) => {
  const { db, now } = c.var
  const id = c.req.param('id')
  const one = isId(id) ? await withDeadline('read', readOne(db, id, doneIn(c))) : undefined
  if (!one) return showMissing(c)
  const { parentId, conversation } = one.row
  const named = one.entries.flatMap(({ entry }) => namedIn(entry))
  const hub = await withDeadline('read', withTopics(db, c.var.hub, [conversation, ...named]))
  const answers = parentId ? await withDeadline('read', findComment(db, parentId)) : undefined
  return showFrame(c, {
    title: `${one.row.name || 'A comment'} · Desk`,
    page: hub.paths.deskFrame(),
    children: (
      <OnePage hub={hub} now={now} one={one} answers={answers}>
        <WarningForm hub={hub} comment={one.row} />
      </OnePage>
    ),
  })
})
