import { type Context, Hono } from 'hono'
import { isOpen, may, slots, type Space } from '../../site/contract'
import type { App } from '../env'
import { within } from '../kit/within'
import { drawGuardedSpace } from '../lists/alone'
import { fetchPage } from '../shell/assets'
import { fill, PATIENCE } from '../shell/compose'
import { showMissing } from '../shell/frame'
import { findViewer } from './reading'

export const spaces = new Hono<App>()

/** Whether somebody may read a space; while the database can not say, its page is as it was built. */
const isReader = async (c: Context<App>, space: Space) => {
  try {
    const viewer = await within(PATIENCE, findViewer(c))
    return may(viewer, 'read', space, c.var.hub.levels) === 'yes'
  } catch (error) {
    console.error('who asks for a space is not known:', error)
    return false
  }
}

/** The page of a space that not everybody may read, with its posts for whoever may. */
spaces.get('/spaces/:space/', async (c, next) => {
  const { hub } = c.var
  const space = hub.spaces.find(({ id }) => id === c.req.param('space'))
  if (!space || isOpen(space, hub.levels) || !(await isReader(c, space))) return next()
  const page = await fetchPage(c.env, hub.paths.space(space.id))
  if (!page.ok) return showMissing(c)
  const draw = () => drawGuardedSpace(c, space.id)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const found = new Response(page.body, { headers })
  return fill(found, [{ slot: slots.guarded, draw, resting: '' }], { rested: false })
})
