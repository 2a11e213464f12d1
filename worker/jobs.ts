import { deleteOldDigests } from './discussion/comments/cleanup.commands'
import { eraseExpiredRemovals } from './discussion/comments/commands'
import { deleteOldBrowsers } from './discussion/contributors/commands'
import { recountPoints } from './discussion/contributors/jobs'
import { deleteOldReadMarks } from './discussion/read-marks/commands'
import { notifyPostVoters } from './discussion/ideas/jobs'
import { dayOf } from './lib/calendar'
import { sweepNotifications } from './notifications/commands'
import { deleteOldErasedHandles } from './accounts/members/erased-handle.commands'
import { sweepInbox } from './accounts/inbox/commands'
import { compactCounts } from './promotion/offers/commands'
import { sweepSessions } from './accounts/sign-in/session.commands'
import { removeExpiredVerifications } from './accounts/sign-in/verification.commands'
import { retrainFilter } from './discussion/spam/jobs'
import { emailConfirmation, updateMemberLinks } from './discussion/comments/jobs'
import { emailRequestAnswer } from './accounts/groups/jobs'
import { emailVoters } from './discussion/ideas/outbox.jobs'
import { announceAlerts } from './discussion/alerts/jobs'
import { announceNews } from './discussion/alerts/outbox.jobs'
import { emailDataLink } from './pages/privacy/jobs'
import {
  announceComment,
  announceDecision,
  announcePostNews,
  announcePosts,
} from './discussion/notifications/jobs'
import { emailDigest, emailNews, planDueDigests } from './discussion/notifications/outbox.jobs'
import { emailAuthor } from './discussion/author-messages/jobs'
import type { Jobs, SendContext } from './notifications/jobs'
import { sendDue } from './notifications/outbox.jobs'
import { consumeBatch, sendWithQueue } from './notifications/queue.jobs'
import { checkLinks, recheckLinks, REQUESTS_PER_RECHECK } from './pages/profiles/rel-me.jobs'
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
  'idea.status': emailVoters,
  'comment.news': announceComment,
  'decision.news': announceDecision,
  'notification.email': emailNews,
  'notification.digest': emailDigest,
  'alert.news': announceNews,
  'post.news': announcePostNews,
}

/**
 * Sends what is due in the outbox, each row by the job of its event.
 *
 * @param subject only the rows about this id; by default all
 */
export const sendOutbox = async (sending: SendContext, subject?: string): Promise<void> => {
  await sendDue(sending, jobs, { subject })
}

/** The cron trigger: sends what is due, or hands it to the queue if there is one. */
export const drainOutbox = (sending: SendContext): Promise<void> => {
  const { EMAIL_QUEUE } = sending.env
  return EMAIL_QUEUE ? sendWithQueue(sending, jobs, EMAIL_QUEUE) : sendOutbox(sending)
}

/** Sends the rows of a batch of the queue. */
export const consumeQueue = (sending: SendContext, batch: MessageBatch<string>): Promise<void> =>
  consumeBatch(sending, jobs, batch)

/** A job of the cron trigger: the most D1 queries it makes, the work, and the most requests. */
export type DueJob = [queries: number, run: () => PromiseLike<unknown>, requests?: number]

/** The jobs of the cron trigger besides the outbox, by the names that the log has for them. */
export const cronJobs = ({ db, hub, now }: SendContext): Record<string, DueJob> => ({
  'notify voters of posts': [9, () => notifyPostVoters(db, hub, now)],
  'announce posts': [3, () => announcePosts({ db, hub, now })],
  'announce alerts': [4, () => announceAlerts(db, hub, now)],
  'plan digests': [3, () => planDueDigests({ db, hub, now })],
  'recheck profile links': [3, () => recheckLinks({ db, hub, now }), REQUESTS_PER_RECHECK],
  'recount points': [10, () => recountPoints({ db, hub, now })],
  'retrain the spam filter': [6, () => retrainFilter(db, now)],
  'compact counts': [2, () => compactCounts(db, dayOf(now, hub.timezone), now)],
  'delete expired links': [1, () => removeExpiredVerifications(db, now)],
  'delete expired sessions': [1, () => sweepSessions(db, now)],
  'delete old emails': [2, () => sweepNotifications(db, now)],
  'delete old notifications': [1, () => sweepInbox(db, now)],
  'erase removed comments': [
    2,
    () => eraseExpiredRemovals(db, new Date(now.getTime() - hub.desk.keepRemoved)),
  ],
  'delete old digests': [1, () => deleteOldDigests(db, now)],
  'delete old handles': [1, () => deleteOldErasedHandles(db, now)],
  'delete old browsers': [1, () => deleteOldBrowsers(db, now)],
  'delete old read marks': [1, () => deleteOldReadMarks(db, now)],
})
