import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import { findConversation } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { cookieOptions } from '../../accounts/sign-in/session.middleware'
import { isPublicConversation } from '../../accounts/access/rules'
import { serverForm } from './form'
import { type Sharing, parseServer, findSharing } from './rules'
import { RetiredNetworkPage, SharePage } from './view'

/** The cookie with the reader’s own server; sent only to the share page of its network. */
const SERVER_COOKIE = 'hub-server'

/** How long a browser remembers it, in minutes. */
const COOKIE_MINUTES = 365 * 24 * 60

/** `/share/` */
export const sharing = newRouter()

/** The conversation to share; `undefined` unless it is public, and a topic also listed. */
const findShareable = async (c: Context<App>): Promise<Conversation | undefined> => {
  const { db, hub } = c.var
  const found = await withDeadline('read', findConversation(db, hub, c.req.query('of') ?? ''))
  const isShareable =
    found && isPublicConversation(hub, found) && (!isTopic(found) || found.isListed === true)
  return isShareable ? found : undefined
}

type Open = Extract<Sharing, { is: 'open' }>

/** The conversation and the network of a share page; the response if there is no such page. */
const findSharePage = async (c: Context<App>) => {
  const page = findSharing(c.var.hub, c.req.param('network') ?? '')
  if (page.is === 'retired')
    return showPage(c, {
      title: `${c.var.hub.name} has left ${page.network.name}`,
      status: 410,
      children: <RetiredNetworkPage hub={c.var.hub} network={page.network} now={c.var.now} />,
    })
  const conversation = page.is === 'open' ? await findShareable(c) : undefined
  return conversation ? { network: (page as Open).network, conversation } : showMissing(c)
}

/** A cookie that is sent only to this network’s share page. */
const cookieOptionsFor = (c: Context<App>, network: string, minutes: number) => ({
  ...cookieOptions(c.var.hub.paths, c.var.origin, { minutes }),
  path: c.var.hub.paths.share(network),
})

sharing.get('/:network/', async (c) => {
  const page = await findSharePage(c)
  if (page instanceof Response) return page
  // The cookie may be forged: only a valid server name is used.
  const server = parseServer(getCookie(c, SERVER_COOKIE) ?? '')
  return showPage(c, {
    title: `Share on ${page.network.name}`,
    children: <SharePage hub={c.var.hub} {...page} server={server} />,
  })
})

/**
 * Remembers the server in a cookie and shows the share page again, so that the reader sees where
 * the link leads.
 */
sharing.post('/:network/', async (c) => {
  const page = await findSharePage(c)
  if (page instanceof Response) return page
  const { network, conversation } = page
  const { server: typed, forget } = serverForm.read(await c.req.arrayBuffer())
  const server = parseServer(typed)
  if (!forget && !server)
    return showPage(c, {
      title: `Share on ${network.name}`,
      status: 422,
      children: (
        <SharePage hub={c.var.hub} {...page} server={undefined} typed={typed.slice(0, 300)} />
      ),
    })
  if (forget) deleteCookie(c, SERVER_COOKIE, cookieOptionsFor(c, network.id, 0))
  else setCookie(c, SERVER_COOKIE, server!, cookieOptionsFor(c, network.id, COOKIE_MINUTES))
  return c.redirect(c.var.hub.paths.share(network.id, conversation.id), 303)
})
