import type { Context } from 'hono'
import type { Conversation } from '../../site/contract'
import type { App } from '../env'
import { stampAgain } from './stamp'
import type { Guard } from './view'

/**
 * What a conversation's form carries against spam.
 *
 * @param drawn the stamp that came with words that were not taken yet
 */
export const guardFor = async (
  c: Context<App>,
  { id }: Conversation,
  drawn?: string,
): Promise<Guard> => {
  const secret = c.env.HUB_SECRET
  // Without it there is no form.
  return { drawn: secret ? await stampAgain(secret, id, drawn, c.var.now) : '' }
}
