import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import { closedIn } from '../comments/awaiting'
import { findComment } from '../comments/queries'
import { namedIn } from '../desk/decided'
import { listLog } from '../desk/queries'
import { hostIn, restDesk } from '../desk/sitting'
import { WarningForm } from '../desk/warning'
import { know } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { readWeekOrRest } from '../pulse/queries'
import { WeekPicture } from '../pulse/view'
import { PATIENCE } from '../shell/compose'
import { showFrame, showMissing } from '../shell/frame'
import { OnePage } from './comment'
import { countLists, readList, readOne } from './queries'
import { firstOf, keyIn, listOf } from './rules'
import { called } from './messages'
import { QueuePage } from './view'

/** What an empty queue shows of the record. */
const LATELY = 3

/*
 * What hosts see first. Who is no host comes no further than the guard of the desk, which is asked
 * before.
 */
export const queue = new Hono<App>()

queue.onError(restDesk)

const doneIn = (c: Context<App>) => {
  const done = c.req.query('done')
  return done && isId(done) ? done : undefined
}

/** The list that was asked for, or else the first that has something. */
const read = async (c: Context<App>) => {
  const { db, hub, now } = c.var
  const host = await hostIn(c)
  const after = keyIn(c.req.query('after'))
  const asked = { host: host.id, now, closed: closedIn(hub), done: doneIn(c), after }
  const named = listOf(c.req.query('list'))
  const list = named ?? firstOf((await countLists(db, asked)).at(0)!)
  const page = await readList(db, list, asked)
  const lately = page.rows.length === 0 ? await listLog(db, { limit: LATELY }) : []
  const about = [...lately, ...(page.done ? [page.done] : [])].flatMap(({ entry }) =>
    namedIn(entry),
  )
  await know(c, [...page.rows.map(({ conversation }) => conversation), ...about])
  return { list, ...page, lately, isLater: asked.after !== undefined }
}

queue.get('/desk/', async (c) => {
  const { db, now } = c.var
  const isLater = keyIn(c.req.query('after')) !== undefined
  const [page, week] = await Promise.all([
    within(PATIENCE, read(c)),
    isLater ? undefined : readWeekOrRest(db, c.var.hub, now),
  ])
  const { hub } = c.var
  return showFrame(c, {
    title: `${called[page.list].name} · Desk`,
    page: paths.deskFrame(),
    children: (
      <QueuePage hub={hub} now={now} {...page}>
        {!isLater && <WeekPicture hub={hub} week={week} />}
      </QueuePage>
    ),
  })
})

queue.get('/desk/comments/:id/', async (c) => {
  const { db, now } = c.var
  const id = c.req.param('id')
  const one = isId(id) ? await within(PATIENCE, readOne(db, id, doneIn(c))) : undefined
  if (!one) return showMissing(c)
  const { parentId, conversation } = one.row
  const named = one.entries.flatMap(({ entry }) => namedIn(entry))
  const hub = await within(PATIENCE, know(c, [conversation, ...named]))
  const answers = parentId ? await within(PATIENCE, findComment(db, parentId)) : undefined
  return showFrame(c, {
    title: `${one.row.name || 'A comment'} · Desk`,
    page: paths.deskFrame(),
    children: (
      <OnePage hub={hub} now={now} one={one} answers={answers}>
        <WarningForm hub={hub} comment={one.row} />
      </OnePage>
    ),
  })
})
