import { changeRanking } from '../../accounts/members/profile.commands'
import { fetchPage } from '../../http/assets'
import { fillSlots } from '../../http/slots'
import { purgeContributors, cached } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { flash } from '../../http/flash'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { recountPoints } from './jobs'
import { rankingForm } from './form'
import { allContributorsSlot } from './slot'

/** `/contributors/` */
export const contributorRoutes = newRouter()

/** `/me/`: whether a member is among the contributors. */
export const ownRankingRoutes = newRouter()

/** Everybody who has points, on the page that says how they are counted. */
contributorRoutes.get('/', (c) =>
  cached(c, [], async (outcome) => {
    const page = await fetchPage(c.env, c.var.hub.paths.contributors())
    if (!page.ok) return showMissing(c)
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return fillSlots(new Response(page.body, { headers }), [allContributorsSlot(c)], outcome)
  }),
)

/** A member stays out of the contributors, or comes back; what they had is counted again then. */
ownRankingRoutes.post('/ranking', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const { to } = rankingForm.read(await c.req.arrayBuffer())
  const isOut = to ? to === 'out' : !member.isUnranked
  await changeRanking(db, member.id, isOut, now)
  await recountPoints({ db, hub, now })
  c.executionCtx.waitUntil(purgeContributors(hub.paths))
  return c.redirect(flash(`${c.var.hub.paths.me()}#ranking`, isOut ? 'unranked' : 'ranked'), 303)
})
