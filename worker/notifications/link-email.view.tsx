import type { Email } from './view'

/** Whom an email with a link goes to, and where the link leads. */
export interface LinkEmail {
  hub: { name: string; title: string }
  to: string
  link: string
}

/** The text of an email around one link. */
export interface LinkEmailText {
  subject: string
  /** The paragraphs before the link. */
  before: string[]
  /** The label of the link. */
  label: string
  after: string
}

/** The name of the hub in emails. */
export const houseOf = ({ name, title }: LinkEmail['hub']): string => `${name} ${title}`

/** An email around one link. */
export const emailWithLink = (
  { hub, to, link }: LinkEmail,
  { subject, before, label, after }: LinkEmailText,
): Email => {
  const house = houseOf(hub)
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        {before.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        <p>
          <a href={link}>{label}</a>
        </p>
        <p style="color:#666;font-size:14px">{after}</p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return {
    to,
    subject,
    text: ['Hello,', ...before, link, after, house].join('\n\n').concat('\n'),
    html: `<!doctype html>${html}`,
    // Auto-responders must not reply to an automatic email (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
