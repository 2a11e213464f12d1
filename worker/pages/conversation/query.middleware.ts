import type { Context } from 'hono'
import { threadOrders } from '../../discussion/comments/rules'
import type { App } from '../../env'
import { isId } from '../../lib/id'

/** The queries that name a page of a thread. */
export const THREAD_QUERY = ['sort', 'from', 'before']

/** The page of the thread that the query asks for; invalid parts are ignored. */
export const threadPlaceIn = (c: Context<App>) => {
  const { sort = 'oldest', from, before } = c.req.query()
  const order = threadOrders.find((each) => each === sort)
  return {
    order: order ?? 'oldest',
    from: from && isId(from) ? from : undefined,
    before: before && !from && isId(before) ? before : undefined,
    /** Whether the query has no invalid part. */
    isPlain: order !== undefined && (!from || isId(from)) && (!before || (!from && isId(before))),
  }
}
