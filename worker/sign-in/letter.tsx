import type { Draft } from '../notices/view'

interface Mailed {
  hub: { name: string; title: string }
  to: string
  /** The page with the button. */
  link: string
  minutes: number
}

/**
 * The letter with a way in. It says the same whether the hub knows the address or not, and holds
 * nothing that anybody typed.
 */
export const signInLetter = ({ hub, to, link, minutes }: Mailed): Draft => {
  const house = `${hub.name} ${hub.title}`
  const text = `Hello,

somebody – we hope it was you – wants to sign in at ${house} with this address.

If it was you, please follow this link and press the button:

${link}

The link is good for ${minutes} minutes, and once. If it was not you, do nothing: nobody has come in, and your address will not be shown to anybody.

${house}
`
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>somebody – we hope it was you – wants to sign in at {house} with this address.</p>
        <p>If it was you, please follow this link and press the button:</p>
        <p>
          <a href={link}>Sign in</a>
        </p>
        <p style="color:#666;font-size:14px">
          The link is good for {minutes} minutes, and once. If it was not you, do nothing: nobody
          has come in, and your address will not be shown to anybody.
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return {
    to,
    subject: `Your link to sign in at ${house}`,
    text,
    html: `<!doctype html>${html}`,
    // An answering machine should not answer a letter that a machine wrote (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
