import type { HouseRule } from '../../../site/contract/hub'
import type { Message } from '../../notifications/table'
import type { Draft } from '../../notifications/view'

interface AuthorEmail extends Pick<Message, 'body'> {
  kind: DecisionKind

  hub: { name: string; title: string }
  to: string
  /** The title of the conversation in which the comment stands. */
  conversation: string
  rule?: HouseRule | undefined
  /** The comment, or where it was. */
  link: string
  /** The page of the house rules, where the hub has one. */
  rules?: string | undefined
}

/** What hosts tell somebody about a comment of theirs. */
export type DecisionKind = Exclude<Message['kind'], 'idea'>

/** What was done, in a sentence; and what that means for whoever wrote it. */
export const decisionTexts: Record<DecisionKind, { done: string; means: string }> = {
  warning: {
    done: 'one of our hosts has read your comment and asks you to mind something.',
    means: 'Your comment stands as it was, and you can go on writing.',
  },
  fading: {
    done: 'one of our hosts has let your comment fade.',
    means:
      'It stays at its own address, word for word. Other readers find it folded, below what else was said, and nobody is told of it.',
  },
  removal: {
    done: 'one of our hosts has removed your comment.',
    means: 'Nobody can read it any more. You can go on writing.',
  },
}

/** `ruleLine({ id: 'spam', name: 'Spam', says: 'It sells.' }) // => 'Spam: It sells.'` */
const ruleLine = ({ name, says }: HouseRule) => (says ? `${name}: ${says}` : name)

/**
 * What a host says to whoever wrote a comment. It has nothing in it of anybody else, and not what
 * the comment said: they know, and the letter may lie where others see it.
 */
export const authorEmail = (told: AuthorEmail): Draft => {
  const { hub, to, conversation, kind, body, rule, link, rules } = told
  const house = `${hub.name} ${hub.title}`
  const { done, means } = decisionTexts[kind]
  const about = `It is the comment that you wrote in “${conversation}”.`
  const why = rule && `The rule of the house that this is about – ${ruleLine(rule)}`
  const where = kind === 'removal' ? 'The conversation' : 'Your comment'
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
          <a href={link}>{where}</a>
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
  const quoted = body && body.replaceAll(/^/gm, '> ')
  const links = [`${where}: ${link}`, rules && `Our house rules: ${rules}`]
  return {
    to,
    subject: `About your comment at ${house}`,
    text: ['Hello,', done, about, quoted, why, means, links.filter(Boolean).join('\n'), house]
      .filter(Boolean)
      .join('\n\n')
      .concat('\n'),
    html: `<!doctype html>${html}`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
