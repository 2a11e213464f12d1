import type { Context } from 'hono'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { decisionContextIn } from '../desk/context.middleware'
import { createSavedReply, updateSavedReply, removeSavedReply } from './commands'
import { findSavedReply, listSavedReplies } from './queries'
import { MAX_SAVED_REPLIES } from './rules'
import { SavedReplyPage, SavedRepliesPage } from './saved-replies.view'
import { type SavedReplyFault, savedReplyForm, type SavedReplyInput } from './form'

/** `/desk/replies/`: the saved replies that hosts share. */
export const savedReplyRoutes = newRouter()

interface FormState {
  typed: SavedReplyInput
  faults: readonly SavedReplyFault[]
}

const showList = async (c: Context<App>, refused?: FormState) => {
  const { db, hub } = c.var
  const rows = await withDeadline('read', Promise.resolve(listSavedReplies(db)))
  return showPage(c, {
    title: 'Saved replies · Desk',
    status: refused ? 422 : 200,
    children: <SavedRepliesPage hub={hub} rows={rows} {...refused} />,
  })
}

savedReplyRoutes.get('/', (c) => showList(c))

savedReplyRoutes.post('/', async (c) => {
  const { db, hub } = c.var
  const typed = savedReplyForm.read(await c.req.arrayBuffer())
  const { values, faults } = savedReplyForm.check(typed, hub)
  if (faults) return showList(c, { typed, faults })
  const isDone = await withDeadline('write', createSavedReply(await decisionContextIn(c), values))
  if (!isDone && (await listSavedReplies(db)).length >= MAX_SAVED_REPLIES)
    return showList(c, { typed, faults: [{ field: 'form', reason: 'too-many-saved' }] })
  return c.redirect(c.var.hub.paths.savedReplies(), 303)
})

const savedReplyIn = (c: Context<App>) => {
  const id = c.req.param('id') ?? ''
  return isId(id) ? withDeadline('read', findSavedReply(c.var.db, id)) : Promise.resolve(undefined)
}

const showOne = (c: Context<App>, id: string, { typed, faults }: FormState) =>
  showPage(c, {
    title: 'Saved reply · Desk',
    status: faults.length === 0 ? 200 : 422,
    children: <SavedReplyPage hub={c.var.hub} id={id} typed={typed} faults={faults} />,
  })

savedReplyRoutes.get('/:id/', async (c) => {
  const reply = await savedReplyIn(c)
  return reply ? showOne(c, reply.id, { typed: reply, faults: [] }) : showMissing(c)
})

savedReplyRoutes.post('/:id/', async (c) => {
  const [reply, body] = await Promise.all([savedReplyIn(c), c.req.arrayBuffer()])
  if (!reply) return showMissing(c)
  const typed = savedReplyForm.read(body)
  const { values, faults } = savedReplyForm.check(typed, c.var.hub)
  if (faults) return showOne(c, reply.id, { typed, faults })
  await withDeadline(
    'write',
    updateSavedReply(await decisionContextIn(c), { id: reply.id, ...values }),
  )
  return c.redirect(c.var.hub.paths.savedReplies(), 303)
})

/** Deletes a saved reply; does nothing if it is deleted already. */
savedReplyRoutes.post('/:id/removal', async (c) => {
  const reply = await savedReplyIn(c)
  if (reply) await withDeadline('write', removeSavedReply(await decisionContextIn(c), reply))
  return c.redirect(c.var.hub.paths.savedReplies(), 303)
})
