import { emailConfirmation, followLevel } from './comments/errands'
import { tellAnswer } from './groups/errands'
import { tellVoter } from './ideas/errands'
import { letLeave } from './leaving/errands'
import { tellMentioned } from './mentions/errands'
import { emailAuthor } from './notices/author-jobs'
import type { Jobs, Sending } from './notices/job'
import { sendDue } from './notices/jobs'
import { checkLinks } from './people/links'
import { mailChange, mailLink, mailProof } from './sign-in/errands'

const jobs: Jobs = {
  'guest.confirmation': emailConfirmation,
  'member.sign-in': mailLink,
  'member.e-mail': mailProof,
  'member.e-mail-changed': mailChange,
  'member.level': followLevel,
  'guest.leaving': letLeave,
  'member.request': tellAnswer,
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
export const sendOutbox = (sending: Sending, subject?: string): Promise<void> =>
  sendDue(sending, jobs, subject)
