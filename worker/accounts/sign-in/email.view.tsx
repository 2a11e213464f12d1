import type { Email } from '../../notifications/view'
import { type EmailText, emailTexts } from './messages'

interface LinkEmail {
  hub: { name: string; title: string }
  to: string
  /** The page with the button. */
  link: string
  minutes: number
}

const houseOf = ({ name, title }: LinkEmail['hub']) => `${name} ${title}`

/** An email around one link. */
const emailWithLink = (
  { hub, to, link }: Omit<LinkEmail, 'minutes'>,
  { subject, before, label, after }: EmailText,
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

/** The email with the sign-in link. It does not depend on whether the hub knows the address. */
export const signInEmail = (email: LinkEmail): Email =>
  emailWithLink(email, emailTexts['sign-in'](houseOf(email.hub), email.minutes))

/** The email with which a member proves an address. It does not depend on who else has the address. */
export const addressProofEmail = (email: LinkEmail): Email =>
  emailWithLink(email, emailTexts.proof(houseOf(email.hub), email.minutes))

interface AddressChangedEmail extends Omit<LinkEmail, 'minutes'> {
  /** The date and time of the change, formatted. */
  when: string
}

/** The email to a member's former address after a change. It does not contain the new one. */
export const addressChangedEmail = ({ when, ...email }: AddressChangedEmail): Email =>
  emailWithLink(email, emailTexts.changed(houseOf(email.hub), when))
