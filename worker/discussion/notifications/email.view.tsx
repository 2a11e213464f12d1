import { excerpt, toText } from '../../markdown/markdown'
import { houseOf } from '../../notifications/link-email.view'
import type { Email } from '../../notifications/view'
import { eventMessages, newsEmailMessages, reasonMessages } from './messages'
import type { News } from './queries'

/** The longest quotation in an email, in characters. */
const QUOTED = 600

/** Something new, with its place. */
export interface EmailItem {
  news: News
  title: string
  link: string
}

interface NewsEmail {
  hub: { name: string; title: string; language: string }
  to: string
  items: readonly EmailItem[]
  /** Whether it is a digest of several conversations. */
  isDigest: boolean
  reason: string
  /** The page with the recipient's choices; where a guest stops these emails. */
  settings: string
}

const lineOf = ({ news, title }: EmailItem) =>
  eventMessages[news.event]({ by: news.by ?? '', title })

const quoteOf = ({ news }: EmailItem) => (news.html ? excerpt(toText(news.html), QUOTED) : '')

const subjectOf = ({ hub, items, isDigest }: NewsEmail) => {
  const [first] = items
  if (isDigest) return newsEmailMessages.digest(houseOf(hub), items.length)
  return items.length === 1 ? lineOf(first!) : newsEmailMessages.more(items.length, first!.title)
}

const textOf = (email: NewsEmail) => {
  const { hub, items, reason, settings } = email
  const parts = items.map((item) =>
    [lineOf(item), quoteOf(item).replaceAll(/^/gm, '> ').replace(/^> $/, ''), item.link]
      .filter(Boolean)
      .join('\n\n'),
  )
  const end = `${reason}\n${newsEmailMessages.settings} ${settings}`
  return ['Hello,', ...parts, end, houseOf(hub)].join('\n\n').concat('\n')
}

const htmlOf = ({ hub, items, reason, settings }: NewsEmail) =>
  `<!doctype html>${String(
    <html lang={hub.language}>
      <body style="font:16px/1.5 system-ui,sans-serif;color:#1c1c1c;max-width:34em;margin:2em auto;padding:0 1em">
        <p>Hello,</p>
        {items.map((item) => (
          <>
            <p dir="auto">
              <strong>{lineOf(item)}</strong>
            </p>
            {quoteOf(item) && (
              <blockquote dir="auto" style="margin:1em 0;padding:0 1em;border-left:3px solid #ccc">
                {quoteOf(item)}
              </blockquote>
            )}
            <p>
              <a href={item.link}>{newsEmailMessages.view}</a>
            </p>
          </>
        ))}
        <p style="color:#666;font-size:14px">
          {reason} {newsEmailMessages.settings} <a href={settings}>{settings}</a>
        </p>
        <p>{houseOf(hub)}</p>
      </body>
    </html>,
  )}`

/** An email about what is new in a conversation, or in several. */
export const newsEmail = (email: NewsEmail): Email => ({
  to: email.to,
  subject: subjectOf(email),
  text: textOf(email),
  html: htmlOf(email),
  headers: { 'Auto-Submitted': 'auto-generated' },
})

/** Why the recipient gets an email about one conversation. */
export const reasonOf = (items: readonly EmailItem[]): string =>
  items.every(({ news: { event } }) => event === 'comment' || event === 'answer')
    ? reasonMessages.follow
    : reasonMessages.direct
