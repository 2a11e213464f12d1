import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { renewTimestamp } from './form-timestamp.token'
import { siteKeyOf } from '../../http/turnstile'
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
  return {
    // Without a secret there is no form.
    drawn: secret ? await renewTimestamp(secret, id, drawn, c.var.now) : '',
    siteKey: siteKeyOf(c.env),
  }
}

/**
 * Lets a page with a form load Turnstile's widget, where the hub has one. Its policy leaves before
 * the form is drawn, and before it is known who will read it.
 */
export const allowTurnstile = (c: Context<App>, { comments }: Conversation) =>
  c.set('hasTurnstile', comments === 'open' && siteKeyOf(c.env) !== undefined)
