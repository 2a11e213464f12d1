import type { IdeaStatus } from '../../../site/contract/vocabulary'
import type { Email } from '../../notifications/view'
import { ideaEmailMessages } from './messages'

interface IdeaEmail {
  hub: { name: string; title: string }
  to: string
  /** The title of the idea. */
  idea: string
  /** Whether the recipient started it. */
  isOwn: boolean
  status: IdeaStatus
  reason: string
  link: string
  /** The recipient's own page, where they turn off these emails. */
  me: string
}

const messagesOf = ({ hub, idea, isOwn, status }: IdeaEmail) => {
  const subject = ideaEmailMessages.subject(isOwn, status)
  return {
    subject,
    news: `${subject}: “${idea}”.`,
    end: `${isOwn ? ideaEmailMessages.ownIdea : ideaEmailMessages.votedFor} ${ideaEmailMessages.turnOff}`,
    house: `${hub.name} ${hub.title}`,
  }
}

const textOf = (email: IdeaEmail): string => {
  const { reason, link, me } = email
  const { news, end, house } = messagesOf(email)
  const quoted = reason && reason.replaceAll(/^/gm, '> ')
  return ['Hello,', news, quoted, link, `${end}\n${me}`, house]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n')
}

const htmlOf = (email: IdeaEmail): string => {
  const { reason, link, me } = email
  const { news, end, house } = messagesOf(email)
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{news}</p>
        {reason && (
          <blockquote
            dir="auto"
            style="margin:1em 0;padding:0 1em;border-left:3px solid #ccc;white-space:pre-line"
          >
            {reason}
          </blockquote>
        )}
        <p>
          <a href={link}>{ideaEmailMessages.view}</a>
        </p>
        <p>
          {end} <a href={me}>{me}</a>
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return `<!doctype html>${html}`
}

/** The new status of an idea and its reason, for its author or a voter. */
export const ideaEmail = (email: IdeaEmail): Email => ({
  to: email.to,
  subject: messagesOf(email).subject,
  text: textOf(email),
  html: htmlOf(email),
  headers: { 'Auto-Submitted': 'auto-generated' },
})
