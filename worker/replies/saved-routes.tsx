import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import type { Deciding } from '../desk/changes'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { PATIENCE } from '../shell/compose'
import { showFrame, showMissing } from '../shell/frame'
import { addSaved, changeSaved, removeSaved } from './changes'
import { findSaved, listSaved } from './queries'
import { type SavedReplyFault, savedReplyForm, type SavedReplyInput } from './form'
import { MOST_SAVED } from './rules'
import { SavedPage, SavedReplies } from './saved'

/** How long a change may take to be written down, in milliseconds. */
const WRITING = 5000

/** The replies that hosts share. */
export const saved = new Hono<App>()

const decidingIn = async (c: Context<App>): Promise<Deciding> => {
  const { db, now } = c.var
  return { db, now, by: (await c.var.member())!.id }
}

interface Tried {
  typed: SavedReplyInput
  faults: readonly SavedReplyFault[]
}

const showList = async (c: Context<App>, tried?: Tried) => {
  const { db, hub } = c.var
  const rows = await within(PATIENCE, Promise.resolve(listSaved(db)))
  return showFrame(c, {
    title: 'Saved replies · Desk',
    status: tried ? 422 : 200,
    children: <SavedReplies hub={hub} rows={rows} {...tried} />,
  })
}

saved.get('/desk/replies/', (c) => showList(c))

saved.post('/desk/replies/', async (c) => {
  const { db, hub } = c.var
  const typed = savedReplyForm.read(await c.req.arrayBuffer())
  const { values, faults } = savedReplyForm.check(typed, hub)
  if (faults) return showList(c, { typed, faults })
  const isDone = await within(WRITING, addSaved(await decidingIn(c), values))
  if (!isDone && (await listSaved(db)).length >= MOST_SAVED)
    return showList(c, { typed, faults: [{ field: 'form', reason: 'too-many-saved' }] })
  return c.redirect(paths.savedReplies(), 303)
})

const savedIdIn = (c: Context<App>) => {
  const id = c.req.param('id') ?? ''
  return isId(id) ? within(PATIENCE, findSaved(c.var.db, id)) : Promise.resolve(undefined)
}

const showOne = (c: Context<App>, id: string, { typed, faults }: Tried) =>
  showFrame(c, {
    title: 'A saved reply · Desk',
    status: faults.length === 0 ? 200 : 422,
    children: <SavedPage hub={c.var.hub} id={id} typed={typed} faults={faults} />,
  })

saved.get('/desk/replies/:id/', async (c) => {
  const reply = await savedIdIn(c)
  return reply ? showOne(c, reply.id, { typed: reply, faults: [] }) : showMissing(c)
})

saved.post('/desk/replies/:id/', async (c) => {
  const [reply, body] = await Promise.all([savedIdIn(c), c.req.arrayBuffer()])
  if (!reply) return showMissing(c)
  const typed = savedReplyForm.read(body)
  const { values, faults } = savedReplyForm.check(typed, c.var.hub)
  if (faults) return showOne(c, reply.id, { typed, faults })
  await within(WRITING, changeSaved(await decidingIn(c), { id: reply.id, ...values }))
  return c.redirect(paths.savedReplies(), 303)
})

/** One that is gone already is gone. */
saved.post('/desk/replies/:id/removal', async (c) => {
  const reply = await savedIdIn(c)
  if (reply) await within(WRITING, removeSaved(await decidingIn(c), reply))
  return c.redirect(paths.savedReplies(), 303)
})
