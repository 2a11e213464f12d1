import type { Context } from 'hono'
import type { Deciding } from '../desk/changes'
import type { App } from '../env'

/** Who decides. */
export const decidingIn = async (c: Context<App>): Promise<Deciding> => {
  const { db, now } = c.var
  return { db, now, by: (await c.var.member())!.id }
}
