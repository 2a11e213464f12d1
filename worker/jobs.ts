import { emailConfirmation, followLevel } from './discussion/comments/jobs'
import { emailRequestAnswer } from './accounts/groups/jobs'
import { tellVoter } from './discussion/ideas/outbox.jobs'
import { emailLeavingLink } from './pages/privacy/jobs'
import { tellMentioned } from './discussion/mentions/jobs'
import { emailAuthor } from './discussion/author-messages/jobs'
import type { Jobs, SendContext } from './notifications/jobs'
import { sendDue } from './notifications/outbox.jobs'
import { checkLinks } from './pages/profiles/rel-me.jobs'
import { emailAddressChange, emailSignInLink, emailAddressProof } from './accounts/sign-in/jobs'

const jobs: Jobs = {
  'guest.confirmation': emailConfirmation,
  'member.sign-in': emailSignInLink,
  'member.e-mail': emailAddressProof,
  'member.e-mail-changed': emailAddressChange,
  'member.level': followLevel,
  'guest.leaving': emailLeavingLink,
  'member.request': emailRequestAnswer,
  'member.links': checkLinks,
  'host.message': emailAuthor,
  'idea.status': tellVoter,
  'comment.mention': tellMentioned,
}

/**
 * Sends what is due in the outbox, each row by the job of its event.
 *
 * @param subject only the rows about this id; by default all
 */
export const sendOutbox = (sending: SendContext, subject?: string): Promise<void> =>
  sendDue(sending, jobs, subject)
