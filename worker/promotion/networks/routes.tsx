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
const SERVER = 'hub-server'

/** How long a browser remembers it, in minutes. */
const MINUTES = 365 * 24 * 60

/** `/share/` */
export const sharing = newRouter()

/** The conversation to share; `undefined` unless it is public, and a topic also listed. */
const shareable = async (c: Context<App>): Promise<Conversation | undefined> => {
  const { db, hub } = c.var
  const found = await withDeadline('read', findConversation(db, hub, c.req.query('of') ?? ''))
  const isFound =
    found && isPublicConversation(hub, found) && (!isTopic(found) || found.isListed === true)
  return isFound ? found : undefined
}

type Open = Extract<Sharing, { is: 'open' }>

/** The conversation and the network of a share page, or the response if there is no such page. */
const findHere = async (c: Context<App>) => {
  const here = findSharing(c.var.hub, c.req.param('network') ?? '')
  if (here.is === 'retired')
    return showPage(c, {
      title: `${c.var.hub.name} has left ${here.network.name}`,
      status: 410,
      children: <RetiredNetworkPage hub={c.var.hub} network={here.network} now={c.var.now} />,
    })
  const conversation = here.is === 'open' ? await shareable(c) : undefined
  return conversation ? { network: (here as Open).network, conversation } : showMissing(c)
}

/** A cookie that is sent only to this network’s share page. */
const cookieAt = (c: Context<App>, network: string, minutes: number) => ({
  ...cookieOptions(c.var.hub.paths, c.var.origin, { minutes }),
  path: c.var.hub.paths.share(network),
})

sharing.get('/:network/', async (c) => {
  const here = await findHere(c)
  if (here instanceof Response) return here
  // The cookie may be forged: only a valid server name is used.
  const server = parseServer(getCookie(c, SERVER) ?? '')
  return showPage(c, {
    title: `Share on ${here.network.name}`,
    children: <SharePage hub={c.var.hub} {...here} server={server} />,
  })
})

/**
 * Remembers the server in a cookie. Does not redirect there: the reader first sees where the link
 * leads.
 */
sharing.post('/:network/', async (c) => {
  const here = await findHere(c)
  if (here instanceof Response) return here
  const { network, conversation } = here
  const { server: typed, forget } = serverForm.read(await c.req.arrayBuffer())
  const server = parseServer(typed)
  if (!forget && !server)
    return showPage(c, {
      title: `Share on ${network.name}`,
      status: 422,
      children: (
        <SharePage hub={c.var.hub} {...here} server={undefined} typed={typed.slice(0, 300)} />
      ),
    })
  if (forget) deleteCookie(c, SERVER, cookieAt(c, network.id, 0))
  else setCookie(c, SERVER, server!, cookieAt(c, network.id, MINUTES))
  return c.redirect(c.var.hub.paths.share(network.id, conversation.id), 303)
})
