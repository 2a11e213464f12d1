import type { Email } from '../../notifications/view'

interface LinkEmail {
  hub: { name: string; title: string }
  to: string
  /** The page with the button. */
  link: string
  minutes: number
}

interface EmailText {
  subject: string
  /** Why the letter comes, and what to do; then stands the link. */
  before: string[]
  /** What is written on the link. */
  label: string
  after: string
}

/** A letter around one link. It holds nothing that anybody typed. */
const emailWithLink = (
  { hub, to, link }: Omit<LinkEmail, 'minutes'>,
  { subject, before, label, after }: EmailText,
): Email => {
  const house = `${hub.name} ${hub.title}`
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
    // An answering machine should not answer a letter that a machine wrote (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/** The letter with a way in: the same whether the hub knows the address or not. */
export const signInEmail = (mailed: LinkEmail): Email => {
  const house = `${mailed.hub.name} ${mailed.hub.title}`
  return emailWithLink(mailed, {
    subject: `Your link to sign in at ${house}`,
    before: [
      `somebody – we hope it was you – wants to sign in at ${house} with this address.`,
      'If it was you, please follow this link and press the button:',
    ],
    label: 'Sign in',
    after: `The link is good for ${mailed.minutes} minutes, and once. If it was not you, do nothing: nobody has come in, and your address will not be shown to anybody.`,
  })
}

/** The letter by which a member shows that an address is theirs: the same whoever else has it. */
export const addressProofEmail = (mailed: LinkEmail): Email => {
  const house = `${mailed.hub.name} ${mailed.hub.title}`
  return emailWithLink(mailed, {
    subject: `Is this your address at ${house}?`,
    before: [
      `a member – we hope it is you – wants to come in at ${house} with this address from now on.`,
      'If it is you, please follow this link in the browser where you are signed in, and press the button:',
    ],
    label: 'This address is mine',
    after: `The link is good for ${mailed.minutes} minutes, and once. If it is not you, do nothing: your address is not used, and not shown to anybody.`,
  })
}

interface AddressChangedEmail {
  hub: LinkEmail['hub']
  /** The address that was theirs until now. */
  to: string
  /** When it was changed, for people. */
  when: string
  /** Where they sign in. */
  link: string
}

/** The letter to an address that a member does not come in with any more. It does not name the new one. */
export const addressChangedEmail = ({ hub, to, when, link }: AddressChangedEmail): Email => {
  const house = `${hub.name} ${hub.title}`
  return emailWithLink(
    { hub, to, link },
    {
      subject: `Your address at ${house} was changed`,
      before: [
        `on ${when} the e-mail of your account at ${house} was changed to another. This address does not let anybody in any more, and all other browsers were signed out.`,
        'If that was you, there is nothing to do. If it was not, somebody else is in your account: sign in with another of your ways, such as an account elsewhere or a passkey, change the address back and end all sessions. If none is left to you, write to us at once, from this address.',
      ],
      label: 'Sign in',
      after:
        'Nobody was told your old address or the new one. Change the password of your mailbox too, if you think that somebody reads it.',
    },
  )
}
