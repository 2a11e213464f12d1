import type { Hub } from '../../../site/contract/hub'
import type { Space } from '../../../site/contract/permissions'
import type { Job } from '../../notifications/jobs'
import type { Email } from '../../notifications/view'
import { answerText } from './messages'
import { findAnsweredRequest } from './queries'
import type { AccessRequest } from './table'

interface AnswerEmail {
  hub: Pick<Hub, 'name' | 'title'>
  to: string
  space: Space
  request: AccessRequest
  link: string
}

/** The email about a host's answer: the name of the space, which is public, and the host's reply. */
const answerEmail = ({ hub, to, space, request: { answer, reply }, link }: AnswerEmail): Email => {
  const house = `${hub.name} ${hub.title}`
  const { subject, text, label } = answerText(answer === 'yes', space.name)
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{text}</p>
        {reply && (
          <blockquote
            dir="auto"
            style="margin:1em 0;padding:0 1em;border-left:3px solid #ccc;white-space:pre-line"
          >
            {reply}
          </blockquote>
        )}
        <p>
          <a href={link}>{label}</a>
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  const quoted = reply?.replaceAll(/^/gm, '> ')
  return {
    to,
    subject,
    text: ['Hello,', text, quoted, `${label}: ${link}`, house]
      .filter(Boolean)
      .join('\n\n')
      .concat('\n'),
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/** Outbox job: emails a member the answer to their request, unless the space is gone. */
export const emailRequestAnswer: Job = async ({ db, hub, origin }, { subject }) => {
  const found = await findAnsweredRequest(db, subject)
  const space = hub.spaces.find(({ id }) => id === found?.request.space)
  if (!found || !space) return 'not-due'
  const { request, email } = found
  const place = request.answer === 'yes' ? hub.paths.space(space.id) : hub.paths.requests(space.id)
  return answerEmail({ hub, to: email, space, request, link: origin + place })
}
