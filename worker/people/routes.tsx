import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import type { App } from '../env'
import { toHandle } from '../members/handles'
import { askerOf } from '../members/rules'
import { fetchPage } from '../shell/assets'
import { showMissing, showUnavailable } from '../shell/frame'
import { personFeed, withSaid } from './feed'
import { readSaid, showPerson } from './page'
import { FEED } from './rules'

export const people = new Hono<App>()

people.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

people.get('/people/:handle/', (c) => showPerson(c, c.req.param('handle')))

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }

/** Nobody signs in to a feed reader: it holds what anybody may read. */
const said = (c: Context<App>, who: Parameters<typeof readSaid>[1]) =>
  readSaid(c, who, { most: FEED, asker: askerOf(c.var.hub, undefined, undefined, c.var.now) })

/** The feed of somebody's posts is built; what they said comes to it while the database answers. */
const showStaticFeed = async (c: Context<App>, handle: string) => {
  const built = await fetchPage(c.env, paths.personFeed(handle))
  if (!built.ok) return showMissing(c)
  const feed = await built.text()
  const found = await said(c, { person: handle }).catch((error: unknown) => {
    console.error('a feed has posts alone:', error)
    return undefined
  })
  return new Response(found ? await withSaid(c.var.hub, feed, found.cut.shown) : feed, {
    headers: ATOM,
  })
}

people.get('/people/:handle/feed.xml', async (c) => {
  const { hub } = c.var
  const typed = c.req.param('handle')
  const handle = toHandle(typed)
  if (Object.hasOwn(hub.people, handle))
    return typed === handle ? showStaticFeed(c, handle) : c.redirect(paths.personFeed(handle), 301)
  const { member, former, cut } = await said(c, { handle })
  const found = member ?? former
  if (!found) return showMissing(c)
  const { person } = found
  const place = person && Object.hasOwn(hub.people, person) ? person : found.handle
  if (place !== typed || !member) return c.redirect(paths.personFeed(place), 301)
  return new Response(await personFeed(hub, member, cut.shown), { headers: ATOM })
})
