import type { Email } from '../../notifications/view'

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
  const asked = `someone (hopefully you) asked ${house} for a copy of your data, or to delete it.`
  const does = hours
    ? 'The page behind this link has two buttons: one downloads all that we store under this address, the other deletes it.'
    : 'You are a member there. Sign in to download your data or delete your account:'
  const careful = hours
    ? `The link works for ${hours} hours. If it was not you, ignore this email: nothing changes.`
    : 'If it was not you, ignore this email: nothing changes.'
  const label = hours ? 'Download or delete my data' : 'Sign in'
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{asked}</p>
        <p>{does}</p>
        <p>
          <a href={link}>{label}</a>
        </p>
        <p style="color:#666;font-size:14px">{careful}</p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return {
    to,
    subject: `Your data at ${house}`,
    text: `Hello,\n\n${asked}\n\n${does}\n\n${link}\n\n${careful}\n\n${house}\n`,
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
