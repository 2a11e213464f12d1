import type { Paths } from '../../site/contract/paths'
import { Safe, toHtml } from '../markdown/markdown'
import type { MailboxEmail } from './table'

/** An email to send. */
export interface Email {
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** The local mailbox: the emails that would have been sent, newest first. */
export const MailboxPage = ({ paths, emails }: { paths: Paths; emails: MailboxEmail[] }) => (
  <>
    <h1>Local mailbox</h1>
    <p>
      The emails that the hub would have sent, newest first. This page exists only while the hub
      runs on your own machine. <a href={paths.home()}>To the front page</a>
    </p>
    {emails.length === 0 && (
      <p>
        No emails yet. Write a comment as a guest to get one. A comment that is held for its links
        waits for a host and sends none.
      </p>
    )}
    {emails.map((email) => (
      <article class="letter" id={`letter-${email.id}`}>
        <h2>{email.subject}</h2>
        <p>
          To {email.to}, <time datetime={email.at.toISOString()}>{email.at.toUTCString()}</time>
        </p>
        <div class="prose">
          <Safe html={toHtml(email.text)} />
        </div>
      </article>
    ))}
  </>
)
