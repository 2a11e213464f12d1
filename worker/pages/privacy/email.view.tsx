import type { Email } from '../../notifications/view'
import { dataLinkText } from './messages'

interface DataLinkEmail {
  hub: { name: string; title: string }
  to: string
  /** The page with the buttons, or the sign-in page for a member. */
  link: string
  /** How long the link works; `undefined` for the sign-in page. */
  hours?: number
}

/**
 * The email with the link to export and erasure. Contains nothing that was typed into the form: it
 * may not come from the person whose address it is.
 */
export const dataLinkEmail = ({ hub, to, link, hours }: DataLinkEmail): Email => {
  const house = `${hub.name} ${hub.title}`
  const { subject, reason, action, label, warning } = dataLinkText(house, hours)
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{reason}</p>
        <p>{action}</p>
        <p>
          <a href={link}>{label}</a>
        </p>
        <p style="color:#666;font-size:14px">{warning}</p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return {
    to,
    subject,
    text: `Hello,\n\n${reason}\n\n${action}\n\n${link}\n\n${warning}\n\n${house}\n`,
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
