import type { Hub } from '../../../site/contract/hub'
import type { Space } from '../../../site/contract/permissions'
import type { Job } from '../../notifications/jobs'
import type { Email } from '../../notifications/view'
import { findAnsweredRequest } from './queries'
import type { AccessRequest } from './table'

interface AnswerEmail {
  hub: Pick<Hub, 'name' | 'title'>
  to: string
  space: Space
  request: AccessRequest
  link: string
}

/** What whoever asked is told: the name of the space, which everybody may know, and a host's words. */
const answerEmail = ({ hub, to, space, request: { answer, reply }, link }: AnswerEmail): Email => {
  const house = `${hub.name} ${hub.title}`
  const isYes = answer === 'yes'
  const said = isYes
    ? `a host has let you into “${space.name}”.`
    : `you asked to be let into “${space.name}”. For now a host has decided otherwise.`
  const label = isYes ? `To ${space.name}` : 'What you asked'
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{said}</p>
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
    subject: isYes ? `You are in: ${space.name}` : `About ${space.name} at ${house}`,
    text: ['Hello,', said, quoted, `${label}: ${link}`, house]
      .filter(Boolean)
      .join('\n\n')
      .concat('\n'),
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/** Tells a member what became of a request of theirs; nobody, where the space has gone. */
export const emailRequestAnswer: Job = async ({ db, hub, origin }, { subject }) => {
  const found = await findAnsweredRequest(db, subject)
  const space = hub.spaces.find(({ id }) => id === found?.request.space)
  if (!found || !space) return 'nobody'
  const { request, email } = found
  const place = request.answer === 'yes' ? hub.paths.space(space.id) : hub.paths.requests(space.id)
  return answerEmail({ hub, to: email, space, request, link: origin + place })
}
