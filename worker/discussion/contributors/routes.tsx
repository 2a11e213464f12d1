import { changeRanking } from '../../accounts/members/profile.commands'
import { fetchPage } from '../../http/assets'
import { fillSlots } from '../../http/slots'
import { cached } from '../../http/page-cache'
import { purgeContributors } from '../../http/purge'
import { showMissing } from '../../http/layout'
import { flash } from '../../http/flash'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { recountPoints } from './jobs'
import { rankingForm } from './form'
import { allContributorsSlot } from './slot'

/** `/contributors/` */
export const contributorRoutes = newRouter()

/** `/me/`: whether a member is in the contributors list. */
export const ownRankingRoutes = newRouter()

/** All members with points, on the page that says how points work. */
contributorRoutes.get('/', (c) =>
  cached(c, [], async (outcome) => {
    const page = await fetchPage(c.env, c.var.hub.paths.contributors())
    if (!page.ok) return showMissing(c)
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return fillSlots(c, new Response(page.body, { headers }), [allContributorsSlot(c)], outcome)
  }),
)

/** Hides a member from the contributors list, or shows them again with their points. */
ownRankingRoutes.post('/ranking', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const { to } = rankingForm.read(await c.req.arrayBuffer())
  const isOut = to ? to === 'out' : !member.isUnranked
  await changeRanking(db, member.id, isOut, now)
  await recountPoints({ db, hub, now })
  c.executionCtx.waitUntil(purgeContributors(c.var))
  return c.redirect(flash(`${c.var.hub.paths.me()}#ranking`, isOut ? 'unranked' : 'ranked'), 303)
})
