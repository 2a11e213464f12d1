import { paths } from '../../site/contract'
import { Safe, toHtml } from '../text/markdown'
import type { Letter } from './table'

/** A letter before it is on its way. */
export interface Draft {
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

interface Confirmation {
  hub: { name: string; title: string }
  to: string
  /** The title of what they answered. */
  conversation: string
  /** The page with the button. */
  link: string
  days: number
}

/**
 * The letter to somebody who left an address that nobody has confirmed.
 *
 * It holds nothing that the writer typed: whoever typed a stranger's address could else have the
 * hub carry their words there.
 */
export const confirmationLetter = (about: Confirmation): Draft => {
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
  // An answering machine should not answer a letter that a machine wrote (RFC 3834).
  const headers = { 'Auto-Submitted': 'auto-generated' }
  return {
    to,
    subject: `Please confirm your comment at ${house}`,
    text,
    html: `<!doctype html>${html}`,
    headers,
  }
}

/** The local mailbox: what would have been mailed, newest first. */
export const Mailbox = ({ letters }: { letters: Letter[] }) => (
  <>
    <h1>Local mailbox</h1>
    <p>
      What the hub would have mailed, newest first. This page is here only while the hub runs on
      your own machine. <a href={paths.home()}>To the front page</a>
    </p>
    {letters.length === 0 && (
      <p>
        No letters yet. Write a comment as a guest, and one will be here; what is held for its links
        waits for a host, and sends none.
      </p>
    )}
    {letters.map((letter) => (
      <article class="letter" id={`letter-${letter.id}`}>
        <h2>{letter.subject}</h2>
        <p>
          To {letter.to}, <time datetime={letter.at.toISOString()}>{letter.at.toUTCString()}</time>
        </p>
        <div class="prose">
          <Safe html={toHtml(letter.text)} />
        </div>
      </article>
    ))}
  </>
)
