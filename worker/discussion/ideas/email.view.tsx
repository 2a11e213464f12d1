import type { IdeaStatus } from '../../../site/contract/vocabulary'
import type { Email } from '../../notifications/view'

interface Told {
  hub: { name: string; title: string }
  to: string
  /** Its title. */
  idea: string
  /** Whether it was theirs. */
  isOwn: boolean
  status: IdeaStatus
  reason: string
  link: string
  /** Their own page, on which they end such letters. */
  me: string
}

/** What became of it, after its title. */
export const statusPhrases: Readonly<Record<IdeaStatus, string>> = {
  open: 'is open again',
  planned: 'is planned',
  started: 'has been started',
  done: 'is done',
  declined: 'was declined',
}

/** Tells somebody what became of an idea, with the reason that the hub gives everybody. */
export const ideaEmail = ({ hub, to, idea, isOwn, status, reason, link, me }: Told): Email => {
  const house = `${hub.name} ${hub.title}`
  const whose = isOwn ? 'The idea that you had' : 'An idea that you voted for'
  const news = `${whose} ${statusPhrases[status]}: “${idea}”.`
  const why = isOwn
    ? 'You get this letter because you started the idea.'
    : 'You get this letter because you voted for the idea.'
  const end = 'If you would rather have no letters, say so on your own page:'
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
          <a href={link}>Read it, and what others say about it</a>
        </p>
        <p>
          {why} {end} <a href={me}>{me}</a>
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  const quoted = reason && reason.replaceAll(/^/gm, '> ')
  return {
    to,
    subject: `${whose} ${statusPhrases[status]}`,
    text: ['Hello,', news, quoted, link, `${why} ${end}\n${me}`, house]
      .filter(Boolean)
      .join('\n\n')
      .concat('\n'),
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
