import type { Email } from '../../notifications/view'

interface Confirmation {
  hub: { name: string; title: string }
  to: string
  /** The title of the conversation. */
  conversation: string
  /** The page with the button. */
  link: string
  days: number
}

const houseOf = ({ hub }: Confirmation) => `${hub.name} ${hub.title}`

const messagesOf = (about: Confirmation) => ({
  wrote: `Someone (hopefully you) wrote a comment at ${houseOf(about)} and gave this email address. The comment is in “${about.conversation}”.`,
  confirm:
    'If it was you, please follow this link and press the button. Your comment is then published at once, and so are your next ones:',
  ignore: `The link works for ${about.days} days. If it was not you, do nothing: your address will not be shown or used for anything else.`,
})

const textOf = (about: Confirmation): string => {
  const { wrote, confirm, ignore } = messagesOf(about)
  return `${['Hello,', wrote, confirm, about.link, ignore, houseOf(about)].join('\n\n')}\n`
}

const htmlOf = (about: Confirmation): string => {
  const { wrote, confirm, ignore } = messagesOf(about)
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{wrote}</p>
        <p>{confirm}</p>
        <p>
          <a href={about.link}>Confirm my comment</a>
        </p>
        <p style="color:#666;font-size:14px">{ignore}</p>
        <p>{houseOf(about)}</p>
      </body>
    </html>,
  )
  return `<!doctype html>${html}`
}

/**
 * The email that asks a guest to confirm their address.
 *
 * It contains nothing the writer typed: otherwise anybody could make the hub send their words to a
 * stranger's address.
 */
export const confirmationEmail = (about: Confirmation): Email => ({
  to: about.to,
  subject: `Please confirm your comment at ${houseOf(about)}`,
  text: textOf(about),
  html: htmlOf(about),
  // Keeps out-of-office replies away (RFC 3834).
  headers: { 'Auto-Submitted': 'auto-generated' },
})
