import { emailConfirmation, updateMemberLinks } from './discussion/comments/jobs'
import { emailRequestAnswer } from './accounts/groups/jobs'
import { emailVoter } from './discussion/ideas/outbox.jobs'
import { emailDataLink } from './pages/privacy/jobs'
import { emailMention } from './discussion/mentions/jobs'
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
  'member.level': updateMemberLinks,
  'guest.leaving': emailDataLink,
  'member.request': emailRequestAnswer,
  'member.links': checkLinks,
  'host.message': emailAuthor,
  'idea.status': emailVoter,
  'comment.mention': emailMention,
}

/**
 * Sends what is due in the outbox, each row by the job of its event.
 *
 * @param subject only the rows about this id; by default all
 */
export const sendOutbox = (sending: SendContext, subject?: string): Promise<void> =>
  sendDue(sending, jobs, subject)
