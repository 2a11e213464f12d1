import { HOUSE_RULES, paths, addressOf } from '../../site/contract'
import { followLevel } from '../comments/errands'
import { lookUp } from '../conversations/topics'
import { mailChange, mailLink, mailProof } from '../sign-in/errands'
import { letLeave } from '../leaving/errands'
import { tellVoter } from '../ideas/errands'
import { tellMentioned } from '../mentions/errands'
import { checkLinks } from '../people/links'
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
  return confirmationLetter({
    hub,
    to: guest.email,
    conversation: (await lookUp(db, hub, comment.conversation))?.title ?? hub.title,
    link: `${origin}${paths.confirmation(token)}`,
    days: CONFIRMATION_DAYS,
  })
}

/** What a host said about a comment, to whoever wrote it: not where it was taken back by now. */
const tellAuthor: Errand = async ({ db, hub, origin }, { detail }) => {
  const found = await findMessage(db, detail?.['message'] ?? '')
  if (!found?.email) return 'nobody'
  const { message, email } = found
  if (message.kind === 'idea') return 'nobody'
  const conversation = await lookUp(db, hub, found.conversation ?? '')
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
  'member.links': checkLinks,
  'host.message': tellAuthor,
  'idea.status': tellVoter,
  'comment.mention': tellMentioned,
}
