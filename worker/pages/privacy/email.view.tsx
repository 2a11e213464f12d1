import type { Draft } from '../../notifications/view'

interface LeavingLetter {
  hub: { name: string; title: string }
  to: string
  /** The page with the buttons, or for a member the door to it. */
  link: string
  /** For how long the link is good; a member's only leads to where they sign in. */
  hours?: number
}

/**
 * The letter to somebody who wants to leave and has no session to show who they are. It holds
 * nothing that whoever asked for it typed.
 */
export const leavingLetter = ({ hub, to, link, hours }: LeavingLetter): Draft => {
  const house = `${hub.name} ${hub.title}`
  const asked = `somebody – we hope it was you – asked at ${house} what it holds of you, or to have it erased.`
  const does = hours
    ? 'Behind this link are two buttons: one downloads all that we hold under this address, the other erases it.'
    : 'You are a member there. Sign in, and you can download all that we hold of you, or erase it:'
  const careful = hours
    ? `The link is good for ${hours} hours. If it was not you, do nothing: nothing is changed.`
    : 'If it was not you, do nothing: nothing is changed.'
  const label = hours ? 'See what is held of me' : 'Sign in, and leave'
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
    subject: `What ${house} holds of you`,
    text: `Hello,\n\n${asked}\n\n${does}\n\n${link}\n\n${careful}\n\n${house}\n`,
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
