import type { Email } from '../../notifications/view'
import { mentionEmailMessages } from './messages'

interface MentionEmail {
  hub: { name: string; title: string }
  to: string
  /** The name of the author. */
  by: string
  /** The title of the conversation. */
  conversation: string
  link: string
  /** The recipient's own page, where they turn off these emails. */
  me: string
}

/** Tells members that a comment mentions them. It does not quote the comment, which can change. */
export const mentionEmail = ({ hub, to, by, conversation, link, me }: MentionEmail): Email => {
  const house = `${hub.name} ${hub.title}`
  const news = mentionEmailMessages.news(by, conversation)
  const { view, end } = mentionEmailMessages
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{news}</p>
        <p>
          <a href={link}>{view}</a>
        </p>
        <p style="color:#666;font-size:14px">
          {end} <a href={me}>{me}</a>
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return {
    to,
    subject: mentionEmailMessages.subject(by),
    text: ['Hello,', news, link, `${end}\n${me}`, house].join('\n\n').concat('\n'),
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
