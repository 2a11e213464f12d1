import type { Context } from 'hono'
import type { Deciding } from '../audit/commands'
import type { App } from '../env'
import { fieldsOf } from '../kit/form'
import { memberIn } from '../shell/require-member'
import { FIELDS } from './rules'

/** What was typed into a form of this room. */
export const readWords = async (c: Context<App>) => fieldsOf(await c.req.arrayBuffer(), FIELDS)

/** Who decides. */
export const decidingIn = async (c: Context<App>): Promise<Deciding> => {
  const { db, now } = c.var
  return { db, now, by: (await memberIn(c)).id }
}
