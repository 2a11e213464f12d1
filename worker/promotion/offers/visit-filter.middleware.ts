import type { Context } from 'hono'
import { isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { countedPages } from '../../../site/contract/offers'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { isHost } from '../../accounts/members/rules'
import { logError } from '../../http/log-error'

/**
 * Whether the request is from a host: their visits would distort the figures of a small hub.
 * Without a session cookie nothing is read.
 */
export const isFromHost = async (c: Context<App>): Promise<boolean> => isHost(await c.var.member())

/** Counts after the response is sent; requests of hosts are not counted. */
export const countAfterResponse = (
  c: Context<App>,
  failure: string,
  counting: () => Promise<void>,
): void => {
  const count = async () => {
    if (!(await isFromHost(c))) await counting()
  }
  c.executionCtx.waitUntil(count().catch((error: unknown) => logError(c, failure, error)))
}

/**
 * The id of the page in a link's `from`, for counting; empty if there is no such page. Whether a
 * topic exists is checked in the database.
 */
export const pageFrom = (hub: Pick<Hub, 'conversations'>, from = ''): string => {
  const isKnown =
    (countedPages as readonly string[]).includes(from) || Object.hasOwn(hub.conversations, from)
  const isLikeTopic = isTopic({ id: from }) && isId(from.slice(from.indexOf(':') + 1))
  return isKnown || isLikeTopic ? from : ''
}
