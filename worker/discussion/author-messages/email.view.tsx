import type { HouseRule } from '../../../site/contract/hub'
import type { Message } from '../../notifications/table'
import type { Email } from '../../notifications/view'

interface AuthorEmail extends Pick<Message, 'body'> {
  kind: DecisionKind

  hub: { name: string; title: string }
  to: string
  /** The title of the conversation of the comment. */
  conversation: string
  rule?: HouseRule | undefined
  /** The comment, or the conversation of a removed one. */
  link: string
  /** The page of the house rules, if the hub has one. */
  rules?: string | undefined
}

/** The decisions that an author gets a message about. */
export type DecisionKind = Exclude<Message['kind'], 'idea'>

/** What was done, and what it means for the author; a sentence each. */
const decisionTexts: Record<DecisionKind, { done: string; means: string }> = {
  warning: {
    done: 'a host has sent you a warning about your comment.',
    means: 'Your comment stays public, and you can still comment.',
  },
  fading: {
    done: 'a host faded your comment.',
    means:
      'Its address and its text stay the same. Other readers see it collapsed, below the other comments, and it sends no notifications.',
  },
  removal: {
    done: 'a host removed your comment.',
    means: 'It is no longer public. You can still comment.',
  },
}

/** `ruleLine({ id: 'spam', name: 'Spam', says: 'It sells.' }) // => 'Spam: It sells.'` */
const ruleLine = ({ name, says }: HouseRule) => (says ? `${name}: ${says}` : name)

const messagesOf = ({ hub, conversation, kind, rule }: AuthorEmail) => ({
  ...decisionTexts[kind],
  house: `${hub.name} ${hub.title}`,
  about: `You wrote the comment in “${conversation}”.`,
  why: rule && `House rule – ${ruleLine(rule)}`,
  place: kind === 'removal' ? 'The conversation' : 'Your comment',
})

const textOf = (email: AuthorEmail): string => {
  const { body, link, rules } = email
  const { done, means, house, about, why, place } = messagesOf(email)
  const quoted = body && body.replaceAll(/^/gm, '> ')
  const links = [`${place}: ${link}`, rules && `Our house rules: ${rules}`]
  return ['Hello,', done, about, quoted, why, means, links.filter(Boolean).join('\n'), house]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n')
}

const htmlOf = (email: AuthorEmail): string => {
  const { body, link, rules } = email
  const { done, means, house, about, why, place } = messagesOf(email)
  const html = String(
    <html>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        <p>{done}</p>
        <p>{about}</p>
        {body && (
          <blockquote
            dir="auto"
            style="margin:1em 0;padding:0 1em;border-left:3px solid #ccc;white-space:pre-line"
          >
            {body}
          </blockquote>
        )}
        {why && <p>{why}</p>}
        <p>{means}</p>
        <p>
          <a href={link}>{place}</a>
          {rules && (
            <>
              {' · '}
              <a href={rules}>Our house rules</a>
            </>
          )}
        </p>
        <p>{house}</p>
      </body>
    </html>,
  )
  return `<!doctype html>${html}`
}

/**
 * A host's message to the author of a comment. It names no other person and does not quote the
 * comment: the author knows it, and others may see the email.
 */
export const authorEmail = (email: AuthorEmail): Email => ({
  to: email.to,
  subject: `About your comment at ${messagesOf(email).house}`,
  text: textOf(email),
  html: htmlOf(email),
  headers: { 'Auto-Submitted': 'auto-generated' },
})
