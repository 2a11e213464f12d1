import type { Hub } from '../../../site/contract/hub'
import { dateFormat } from '../../lib/date-format'
import type { Email } from '../view'
import { writeEmail } from './email.view'
import type { EmailBlock, EmailHub } from './layout.view'
import {
  digestMessages,
  type EmailReason,
  eventActions,
  notificationMessages,
  reasonSentence,
} from './messages'
import { hubName, nameInEmail, quoteOf, titleInEmail } from './rules'

/** Something that happened in a conversation. */
export interface EmailItem {
  /** The sentence about it: `eventSentences.reply(nameInEmail(by))`. */
  says: string
  /** What the link to it is for; default: to answer. */
  action?: keyof typeof eventActions | undefined
  /** The page with it, absolute: a comment, or the conversation. */
  link: string
  /** The comment as `toHtml` made it; the email quotes its beginning. */
  html?: string | undefined
  /** Plain text that it quotes instead, such as a host's reason. */
  text?: string | undefined
  /** When it happened; shown if there are several. */
  at?: Date | undefined
}

/** A conversation, as an email names it. */
export interface EmailConversation {
  /** Its id: `post:welcome`. */
  id: string
  title: string
  /** Its page, absolute. */
  link: string
}

/** Whom a notification goes to, and why. */
interface Notice {
  hub: EmailHub & Pick<Hub, 'timezone'>
  origin: string
  to: string
  reason: EmailReason
  /** The page that stops such emails, absolute. */
  stop: string
  /** The recipient's time zone; default: the hub's. */
  timeZone?: string | undefined
  /** How many things happened besides. */
  moreCount?: number | undefined
}

/** What happened in one conversation, for one recipient. */
export interface Notification extends Notice {
  conversation: EmailConversation
  /** In the order in which they happened; at least one. */
  items: EmailItem[]
}

/** What happened in a day or a week, for one recipient. */
export interface Digest extends Notice {
  reason: 'daily' | 'weekly'
  groups: { conversation: EmailConversation; items: EmailItem[] }[]
  /** The page with all of it, absolute; for `moreCount`. */
  link: string
}

/** The longest quotation in characters: of one comment, of one of several, and in a digest. */
const QUOTED = { one: 1200, several: 500, digest: 240 }

const quoteBlock = ({ html, text }: EmailItem, limit: number): EmailBlock[] => {
  const quote = text || (html ? quoteOf(html, limit) : '')
  return quote ? [{ quote }] : []
}

const isComment = ({ action = 'answer' }: EmailItem) => action === 'answer'

const actionOf = ({ action = 'answer' }: EmailItem) => eventActions[action]

/** One of several: what happened and when, what was said, and the link. */
const severalBlocks =
  ({ hub, timeZone = hub.timezone }: Notice, limit: number) =>
  (item: EmailItem): EmailBlock[] => {
    const style = { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone } as const
    const time = item.at && dateFormat(hub.language, style).format(item.at)
    return [
      { event: item.says, time },
      ...quoteBlock(item, limit),
      { link: actionOf(item), href: item.link },
    ]
  }

const moreBlocks = (number = 0): EmailBlock[] =>
  number > 0 ? [{ p: notificationMessages.more(number) }] : []

const itemBlocks = (item: EmailItem): EmailBlock[] => [
  ...quoteBlock(item, QUOTED.one),
  { button: actionOf(item), href: item.link },
]

/** Something that happened in no conversation, such as a new level. */
export const noticeEmail = ({ item, reason, ...notice }: Notice & { item: EmailItem }): Email =>
  writeEmail({
    ...notice,
    subject: item.says,
    heading: item.says,
    preheader: reasonSentence(reason),
    blocks: itemBlocks(item),
    why: reasonSentence(reason),
  })

/** The heading and the parts of an email about one thing. */
const oneItem = (title: string, item: EmailItem) => ({
  heading: notificationMessages[isComment(item) ? 'comment' : 'other'](item.says, title),
  blocks: itemBlocks(item),
})

/** What happened in one conversation. All emails about it form a thread in a mail program. */
export const notificationEmail = (notification: Notification): Email => {
  const { hub, origin, to, stop, reason, conversation, items, moreCount = 0 } = notification
  const title = nameInEmail(conversation.title)
  const [only] = items
  const several = {
    heading: notificationMessages[items.every(isComment) ? 'comments' : 'others'](
      items.length + moreCount,
      title,
    ),
    blocks: [
      ...items.flatMap(severalBlocks(notification, QUOTED.several)),
      ...moreBlocks(moreCount),
      { button: eventActions.view, href: conversation.link },
    ],
  }
  const parts = only && items.length === 1 && moreCount === 0 ? oneItem(title, only) : several
  return writeEmail({
    hub,
    origin,
    to,
    stop,
    subject: notificationMessages.subject(conversation.title),
    preheader: items.map(({ says }) => says).join(' · '),
    ...parts,
    why: reasonSentence(reason),
    thread: conversation.id,
  })
}

/** What happened in several conversations, in a day or a week. */
export const digestEmail = (digest: Digest): Email => {
  const { hub, origin, to, stop, reason, groups, link, moreCount = 0 } = digest
  const news = groups.reduce((sum, { items }) => sum + items.length, moreCount)
  const about = digestMessages.about(news, groups.length)
  return writeEmail({
    hub,
    origin,
    to,
    stop,
    subject: digestMessages.subject(hubName(hub), news),
    preheader: groups.map(({ conversation: { title } }) => nameInEmail(title)).join(' · '),
    heading: digestMessages.heading[reason],
    blocks: [
      { p: about.replace(/^./, (first) => first.toUpperCase()) },
      ...groups.flatMap(({ conversation, items }) => [
        { heading: titleInEmail(conversation.title), href: conversation.link },
        ...items.flatMap(severalBlocks(digest, QUOTED.digest)),
      ]),
      ...(moreCount > 0 ? [{ p: digestMessages.more(moreCount) }] : []),
      { button: digestMessages.all, href: link },
    ],
    why: reasonSentence(reason),
  })
}
