import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { EmailReason } from '../../notifications/email/messages'
import {
  digestEmail,
  type EmailItem,
  noticeEmail,
  notificationEmail,
} from '../../notifications/email/notification.view'
import { nameInEmail } from '../../notifications/email/rules'
import type { Email } from '../../notifications/view'
import { newsSentences } from './messages'
import type { News } from './queries'

/** Something new that the recipient may read. */
export interface ReadableNews {
  news: News
  /** `undefined` for a new level. */
  conversation: Conversation | undefined
  /** The name of the author. */
  by: string
  /** The title of the conversation, or the name of the level. */
  title: string
  /** Its page, absolute; and that of its conversation. */
  link: string
  page: string
}

interface NewsEmail {
  hub: Hub
  origin: string
  to: string
  /** The page that stops such emails, absolute. */
  stop: string
  reason: EmailReason
  items: readonly [ReadableNews, ...ReadableNews[]]
}

const saysOf = ({ news: { event }, conversation, by, title }: ReadableNews) =>
  newsSentences[event]({
    by: nameInEmail(by),
    kind: conversation?.kind ?? 'news',
    title: nameInEmail(title),
  })

const actionOf = ({ news, conversation }: ReadableNews) => {
  if (!conversation) return 'level'
  return news.html ? 'answer' : 'view'
}

const itemOf = (item: ReadableNews): EmailItem => ({
  says: saysOf(item),
  action: actionOf(item),
  link: item.link,
  html: item.news.html ?? undefined,
  text: item.news.event === 'alert' ? (item.news.detail ?? undefined) : undefined,
  at: item.news.at,
})

const placeOf = ({ conversation, title, page }: ReadableNews) => ({
  id: conversation?.id ?? '',
  title,
  link: page,
})

/** An email about what is new in one conversation, or about a new level. */
export const newsEmail = (email: NewsEmail): Email => {
  const { items, ...notice } = email
  const [first] = items
  if (!first.conversation) return noticeEmail({ ...notice, item: itemOf(first) })
  return notificationEmail({ ...notice, conversation: placeOf(first), items: items.map(itemOf) })
}

/** A digest of what is new, by conversation. */
export const newsDigest = (
  { items, ...notice }: NewsEmail & { reason: 'daily' | 'weekly' },
  link: string,
  timeZone: string | undefined,
): Email => {
  const groups = new Map<string, ReadableNews[]>()
  for (const item of items) {
    const id = item.conversation?.id ?? ''
    groups.set(id, [...(groups.get(id) ?? []), item])
  }
  return digestEmail({
    ...notice,
    link,
    timeZone,
    groups: [...groups.values()].map((group) => ({
      conversation: placeOf(group[0]!),
      items: group.map(itemOf),
    })),
  })
}
