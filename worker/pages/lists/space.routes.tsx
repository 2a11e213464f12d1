import type { Context } from 'hono'
import { isOpen, may, type Space } from '../../../site/contract/permissions'
import { slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { renderGuardedSpace } from './topics-only.routes'
import { showListOf } from './list.routes'
import type { Subject } from './rules'
import { fetchPage } from '../../http/assets'
import { fillSlots } from '../../http/slots'
import { showMissing } from '../../http/layout'
import { findViewer } from '../../accounts/access/middleware'
import { newRouter } from '../../http/router'
import { logError } from '../../http/log-error'

/** `/spaces/` */
export const spaces = newRouter()

/** Whether the viewer may read a space; false while the database is unavailable. */
const isReader = async (c: Context<App>, space: Space) => {
  try {
    const viewer = await withDeadline('read', findViewer(c))
    return may(viewer, 'read', space, c.var.hub.levels) === 'yes'
  } catch (error) {
    logError(c, 'a space is hidden, because the database is unavailable', error)
    return false
  }
}

/** The page of a restricted space; 404 for viewers who may not read it. */
const showGuarded = async (c: Context<App>, space: Space): Promise<Response> => {
  if (!(await isReader(c, space))) return c.notFound()
  const page = await fetchPage(c.env, c.var.hub.paths.space(space.id))
  if (!page.ok) return showMissing(c)
  const render = () => renderGuardedSpace(c, space.id)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const response = new Response(page.body, { headers })
  return fillSlots(c, response, [{ slot: slots.guarded, render, fallback: '' }], {
    hasFailedSlot: false,
  })
}

const spaceIn = (c: Context<App>): Space | undefined => {
  const found = c.var.hub.spaces.find(({ id }) => id === c.req.param('space'))
  c.set('space', found?.id)
  return found
}

const subjectOf = (space: Space | undefined): Subject | undefined => space && { space: space.id }

spaces.get('/:space/', (c) => {
  const space = spaceIn(c)
  const isGuarded = space && !isOpen(space, c.var.hub.levels)
  return isGuarded ? showGuarded(c, space) : showListOf(c, subjectOf(space))
})

spaces.get('/:space/:number{[1-9]\\d{0,4}}/', (c) => {
  const space = spaceIn(c)
  const isListed = space && isOpen(space, c.var.hub.levels)
  return showListOf(c, isListed ? subjectOf(space) : undefined)
})
