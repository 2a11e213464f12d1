import { paths } from '../../site/contract'
import { followLevel } from '../comments/errands'
import { mailLink, mailProof } from '../sign-in/errands'
import { letLeave } from '../leaving/errands'
import { checkLinks } from '../people/links'
import { CONFIRMATION_DAYS, confirmationToken } from '../members/confirmation'
import type { Sending } from './jobs'
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
    conversation: hub.conversations[comment.conversation]?.title ?? hub.title,
    link: `${origin}${paths.confirmation(token)}`,
    days: CONFIRMATION_DAYS,
  })
}

/** Each event, and what follows from it outside the hub. */
export const errands: Record<Outgoing['event'], Errand> = {
  'guest.confirmation': confirmGuest,
  'member.sign-in': mailLink,
  'member.e-mail': mailProof,
  'member.level': followLevel,
  'guest.leaving': letLeave,
  'member.links': checkLinks,
}
