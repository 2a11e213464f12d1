import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Viewer } from '../../../site/contract/permissions'
import { slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { fetchPage } from '../../http/assets'
import { fillSlots } from '../../http/slots'
import { showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { listGrants } from '../../accounts/members/queries'
import { viewerOf, higherLevels, levelReasonOf } from '../../accounts/members/rules'
import { LevelProgress } from '../../accounts/members/level-progress.view'
import { logError } from '../../http/log-error'

/**
 * The viewer’s own level, as HTML. The reasons are read only for a level that a host gave or holds.
 */
const drawOwnLevel = async (c: Context<App>, member: SignedIn, { role, level }: Viewer) => {
  const { db, hub, now } = c.var
  const why = levelReasonOf(hub.levels, member, member.grants, now)
  const kind = why === 'held' ? 'hold' : 'grant'
  const grants = why === 'earned' ? [] : await listGrants(db, member.id)
  const reasons = grants
    .filter((each) => each.kind === kind && each.level === level.id)
    .map(({ reason }) => reason)
  return String(
    <LevelProgress
      role={role}
      level={level}
      why={why}
      reasons={reasons}
      above={higherLevels(hub.levels, level, member, now)}
      isBegun={member.firstApprovedAt !== null}
    />,
  )
}

const findMember = (c: Context<App>) =>
  withDeadline('read', c.var.member()).catch((error: unknown) => {
    logError(c, 'the levels are shown without the viewer', error)
    return undefined
  })

/**
 * The page of levels, with the signed-in member’s level marked; the static page for everyone else.
 */
const showLevels = createMiddleware<App>(async (c, next) => {
  const member = await findMember(c)
  if (!member) return next()
  const { hub, now } = c.var
  const viewer = viewerOf(hub, member, undefined, now)
  const page = await fetchPage(c.env, hub.paths.levels())
  if (!page.ok) return showMissing(c)
  const levelId = viewer.role === 'member' ? viewer.level.id : 'host'
  const marked = new HTMLRewriter()
    .on(`[data-level="${levelId}"]`, {
      element: (element) => void element.setAttribute('aria-current', 'step'),
    })
    .transform(new Response(page.body, { headers: { 'content-type': 'text/html; charset=utf-8' } }))
  const render = () => drawOwnLevel(c, member, viewer)
  return fillSlots(c, marked, [{ slot: slots.standing, render, fallback: '' }], {
    hasFailedSlot: false,
  })
})

/** `/levels/`: who may do what, and where the signed-in member is. */
export const levels = newRouter()

levels.get('/', showLevels)
