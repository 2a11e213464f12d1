import { HOUSE_RULES, paths, addressOf } from '../../site/contract'
import { followLevel } from '../comments/errands'
import { lookUp } from '../conversations/topics'
import { mailChange, mailLink, mailProof } from '../sign-in/errands'
import { tellAnswer } from '../groups/errands'
import { letLeave } from '../leaving/errands'
import { tellVoter } from '../ideas/errands'
import { tellMentioned } from '../mentions/errands'
import { checkLinks } from '../people/links'
import { isStillReader } from '../spaces/readers'
import { isForAll } from '../spaces/rules'
import { CONFIRMATION_DAYS, confirmationToken } from '../members/confirmation'
import type { Sending } from './jobs'
import { messageLetter } from './message-letter'
import { findMessage } from './messages'
import { findUnconfirmed } from './queries'
import type { Outgoing } from './table'
import { confirmationLetter, type Draft } from './view'

/**
 * What a row of the outbox asks for: a letter to send, or something that is done with that. There is
 * `nobody` to send it to when what it was about has gone, or is settled.
 */
export type Errand = (sending: Sending, row: Outgoing) => Promise<Draft | 'nobody' | 'done'>

const confirmGuest: Errand = async ({ env, db, hub, origin, now }, { subject }) => {
  const found = await findUnconfirmed(db, subject)
  if (!found || !env.HUB_SECRET) return 'nobody'
  const { comment, guest } = found
  const token = await confirmationToken(env.HUB_SECRET, guest, now)
  const conversation = await lookUp(db, hub, comment.conversation)
  return confirmationLetter({
    hub,
    to: guest.email,
    // Whoever typed the address may read more than whoever has it.
    conversation: conversation && isForAll(hub, conversation) ? conversation.title : hub.title,
    link: `${origin}${paths.confirmation(token)}`,
    days: CONFIRMATION_DAYS,
  })
}

/** What a host said about a comment, to whoever wrote it: not where it was taken back by now. */
const tellAuthor: Errand = async ({ db, hub, origin, now }, { detail }) => {
  const found = await findMessage(db, detail?.['message'] ?? '')
  if (!found?.email) return 'nobody'
  const { message, email } = found
  if (message.kind === 'idea') return 'nobody'
  const said = await lookUp(db, hub, found.conversation ?? '')
  // A space may have shut to them since: then the letter does not say where it was.
  const isSeen = said && (await isStillReader({ db, hub, now }, message, said))
  const conversation = isSeen ? said : undefined
  const comment = paths.comment(message.comment ?? '')
  const place = conversation ? addressOf(conversation) : paths.home()
  return messageLetter({
    hub,
    to: email,
    conversation: conversation?.title ?? hub.title,
    kind: message.kind,
    body: message.body,
    rule: hub.desk.rules.find(({ id }) => id === message.rule),
    link: `${origin}${conversation && message.kind !== 'removal' ? comment : place}`,
    ...(hub.pages.includes(HOUSE_RULES) && { rules: `${origin}${paths.page(HOUSE_RULES)}` }),
  })
}

/** Each event, and what follows from it outside the hub. */
export const errands: Record<Outgoing['event'], Errand> = {
  'guest.confirmation': confirmGuest,
  'member.sign-in': mailLink,
  'member.e-mail': mailProof,
  'member.e-mail-changed': mailChange,
  'member.level': followLevel,
  'guest.leaving': letLeave,
  'member.request': tellAnswer,
  'member.links': checkLinks,
  'host.message': tellAuthor,
  'idea.status': tellVoter,
  'comment.mention': tellMentioned,
}
