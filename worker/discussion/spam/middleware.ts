import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { renewTimestamp } from './form-timestamp.token'
import { siteKeyOf } from '../../http/turnstile'
import type { Guard } from './view'

/**
 * The spam protection of a conversation's form.
 *
 * @param drawn the timestamp of a form that is shown again
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
 * Allows Turnstile's widget in the Content Security Policy of a page with a form. The header is sent
 * before the form is rendered and before the viewer is known.
 */
export const allowTurnstile = (c: Context<App>, { comments }: Conversation) =>
  c.set('hasTurnstile', comments === 'open' && siteKeyOf(c.env) !== undefined)
