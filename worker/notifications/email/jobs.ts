import type { Hub } from '../../../site/contract/hub'
import type { Bindings } from '../../env'
import type { EmailRecipient } from '../stops/rules'
import { stopToken } from '../stops/token'
import { emailReasons, type EmailReason } from './messages'

/** What it takes to make links of emails. */
interface LinkContext {
  env: Pick<Bindings, 'HUB_SECRET'>
  hub: Pick<Hub, 'paths'>
  origin: string
}

/**
 * The page on which a recipient stops emails that they get for this reason, without signing in.
 *
 * @param conversation the id of the conversation that the email is about
 * @throws without `HUB_SECRET`: no notification is sent that cannot be stopped
 */
export const stopPageOf = async (
  { env, hub, origin }: LinkContext,
  recipient: EmailRecipient,
  reason: EmailReason,
  conversation = '',
): Promise<string> => {
  if (!env.HUB_SECRET) throw new Error('no HUB_SECRET; expected one to sign links in emails')
  const topic = { kind: emailReasons[reason][0], conversation }
  return `${origin}${hub.paths.stop(await stopToken(env.HUB_SECRET, { recipient, topic }))}`
}
