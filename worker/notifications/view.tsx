import type { Paths } from '../../site/contract/paths'
import { Safe, toHtml } from '../markdown/markdown'
import type { MailboxEmail } from './table'

/** A letter before it is on its way. */
export interface Email {
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** The local mailbox: what would have been mailed, newest first. */
export const MailboxPage = ({ paths, letters }: { paths: Paths; letters: MailboxEmail[] }) => (
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
