import type { Job } from '../../notifications/jobs'
import { requestAnswerEmail } from '../../notifications/email/host-message.view'
import { findAnsweredRequest } from './queries'

/** Outbox job: emails a member the answer to their request, unless the space is gone. */
export const emailRequestAnswer: Job = async ({ db, hub, origin }, { subject }) => {
  const found = await findAnsweredRequest(db, subject)
  const space = hub.spaces.find(({ id }) => id === found?.request.space)
  if (!found || !space) return 'not-due'
  const { answer, reply } = found.request
  const isYes = answer === 'yes'
  const place = isYes ? hub.paths.space(space.id) : hub.paths.requests(space.id)
  return requestAnswerEmail({
    hub,
    origin,
    to: found.email,
    space: space.name,
    isYes,
    reply,
    link: origin + place,
  })
}
