import { Hono } from 'hono'
import { paths } from '../../site/contract'
import type { App } from '../env'
import { changeRanking } from '../members/profile'
import { fetchPage } from '../shell/assets'
import { fill } from '../shell/compose'
import { forgetContributors, throughEdge } from '../shell/edge'
import { showMissing, showUnavailable } from '../shell/frame'
import { noted } from '../shell/note'
import { toSignIn } from '../sign-in/session'
import { countDue } from './counting'
import { rankingForm } from './form'
import { allContributorsIn } from './slot'

export const contributors = new Hono<App>()

/** Everybody who has points, on the page that says how they are counted. */
contributors.get('/contributors/', (c) =>
  throughEdge(c, [], async (outcome) => {
    const page = await fetchPage(c.env, paths.contributors())
    if (!page.ok) return showMissing(c)
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    return fill(new Response(page.body, { headers }), [allContributorsIn(c)], outcome)
  }),
)

/** A member stays out of the contributors, or comes back; what they had is counted again then. */
contributors.post('/me/ranking', async (c) => {
  const { db, hub, now } = c.var
  try {
    const member = await c.var.member()
    if (!member) return toSignIn(c)
    const { to } = rankingForm.read(await c.req.arrayBuffer())
    const isOut = to ? to === 'out' : !member.isUnranked
    await changeRanking(db, member.id, isOut, now)
    await countDue({ db, hub, now })
    c.executionCtx.waitUntil(forgetContributors())
    return c.redirect(noted(`${paths.me()}#ranking`, isOut ? 'unranked' : 'ranked'), 303)
  } catch (error) {
    console.error(error)
    return showUnavailable(c)
  }
})
