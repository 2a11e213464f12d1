import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { type Viewer, isOpen } from '../../../site/contract/permissions'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { findGuest } from '../members/queries'
import { viewerOf } from '../members/rules'
import { isPublicConversation, isVisibleTo, mayIn, readableSpaces } from './rules'

/** The viewer, by their cookies; a request without a cookie of the hub costs no query. */
export const findViewer = async (c: Context<App>): Promise<Viewer> => {
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  const guest = !member && visitor ? await findGuest(db, visitor) : undefined
  return viewerOf(hub, member, guest, now)
}

/**
 * Whether there is a conversation that the viewer may read; rejects if the database is unavailable. A
 * public conversation costs no query. One that does not exist costs the same as a restricted one, and
 * fails with it: otherwise an outage would tell which restricted posts exist.
 */
export const mayRead = async (
  c: Context<App>,
  conversation: Conversation | undefined,
): Promise<boolean> => {
  if (conversation && isPublicConversation(c.var.hub, conversation)) return true
  const viewer = await withDeadline('read', findViewer(c))
  if (!conversation) return false
  const isAllowed = mayIn(c.var.hub, viewer, 'read', conversation) === 'yes'
  return isAllowed && isVisibleTo(conversation, viewer, (await c.var.member())?.id)
}

/** The conversation, if the viewer may read it; else `undefined`. */
export const ifReadable = async <In extends Conversation | undefined>(
  c: Context<App>,
  conversation: In,
): Promise<In | undefined> => ((await mayRead(c, conversation)) ? conversation : undefined)

/**
 * The ids of the spaces that the viewer may read, for the `where` of lists of topics; rejects if the
 * database is unavailable. No query where all spaces are open, or without a cookie of the hub.
 */
export const listReadableSpaces = async (c: Context<App>): Promise<string[]> => {
  const { hub } = c.var
  if (hub.spaces.every((space) => isOpen(space, hub.levels))) return hub.spaces.map(({ id }) => id)
  return readableSpaces(hub, await withDeadline('read', findViewer(c)))
}
