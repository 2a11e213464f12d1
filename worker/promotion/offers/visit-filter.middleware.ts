import type { Context } from 'hono'
import { isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { countedPages } from '../../../site/contract/offers'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { isHost } from '../../accounts/members/rules'

/**
 * Whether a host asks: what they look at and try would blur the figures of a small hub. Nobody is
 * looked for without the cookie of a session.
 */
export const isFromHost = async (c: Context<App>): Promise<boolean> => isHost(await c.var.member())

/** Counts once the answer is out, and nobody waits for it; what a host does counts for nothing. */
export const countAfterResponse = (
  c: Context<App>,
  failing: string,
  counting: () => Promise<void>,
): void => {
  const count = async () => {
    if (!(await isFromHost(c))) await counting()
  }
  c.executionCtx.waitUntil(count().catch((error: unknown) => console.error(failing, error)))
}

/**
 * The page that a link says it is on, as it is counted: empty, where there is no such page. Whether
 * there is such a topic, only the database knows.
 */
export const pageFrom = (hub: Pick<Hub, 'conversations'>, from = ''): string => {
  const isKnown =
    (countedPages as readonly string[]).includes(from) || Object.hasOwn(hub.conversations, from)
  const isLikeTopic = isTopic({ id: from }) && isId(from.slice(from.indexOf(':') + 1))
  return isKnown || isLikeTopic ? from : ''
}
