import type { Draft } from '../../notifications/view'

interface Confirmation {
  hub: { name: string; title: string }
  to: string
  /** The title of the conversation. */
  conversation: string
  /** The page with the button. */
  link: string
  days: number
}

/**
 * The email that asks a guest to confirm their address.
 *
 * It contains nothing the writer typed: otherwise anybody could make the hub send their words to a
 * stranger's address.
 */
export const confirmationEmail = (about: Confirmation): Draft => {
  const { hub, to, conversation, link, days } = about
  const house = `${hub.name} ${hub.title}`
  const text = `Hello,

somebody – we hope it was you – has written a comment at ${house} and left your address. It answers “${conversation}”.

If it was you, please follow this link and press the button. Your comment then appears at once, and so will the next ones:

${link}

The link is good for ${days} days. If it was not you, do nothing: your address will not be shown, used or written to for anything else.

${house}
`
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>
          somebody – we hope it was you – has written a comment at {house} and left your address. It
          answers “{conversation}”.
        </p>
        <p>
          If it was you, please follow this link and press the button. Your comment then appears at
          once, and so will the next ones:
        </p>
        <p>
          <a href={link}>Confirm my comment</a>
        </p>
        <p style="color:#666;font-size:14px">
          The link is good for {days} days. If it was not you, do nothing: your address will not be
          shown, used or written to for anything else.
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  // Keeps out-of-office replies away (RFC 3834).
  const headers = { 'Auto-Submitted': 'auto-generated' }
  return {
    to,
    subject: `Please confirm your comment at ${house}`,
    text,
    html: `<!doctype html>${html}`,
    headers,
  }
}
