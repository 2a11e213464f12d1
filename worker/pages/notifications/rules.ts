import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { readableSpaces } from '../../accounts/access/rules'
import { conversationById } from '../../discussion/conversations/rules'
import { isStillNews } from '../../discussion/notifications/events.rules'
import type { News } from '../../discussion/notifications/queries'
import type { UnreadCounts } from '../../accounts/inbox/rules'
import type { NewsGroup } from './view'

/**
 * Notifications by conversation: those with unread ones first, then the newest first.
 *
 * @param hub as the member sees it: what they may not read is left out
 */
export const groupNews = (hub: Hub, all: readonly News[]): NewsGroup[] => {
  const groups = new Map<string, NewsGroup>()
  for (const news of all) {
    const conversation = conversationById(hub, news.conversation)
    if (!isStillNews(news) || (!conversation && news.event !== 'level')) continue
    const group = groups.get(news.conversation) ?? { conversation, news: [], unread: 0 }
    group.news.push(news)
    group.unread += Number(news.readAt === null)
    groups.set(news.conversation, group)
  }
  const isRead = ({ unread }: NewsGroup) => Number(unread === 0)
  return [...groups.values()].toSorted((one, other) => isRead(one) - isRead(other))
}

/**
 * How many unread notifications a member may read. A post's space is the one in the build; a topic's
 * is stored with the notification.
 */
export const countReadable = (
  hub: Pick<Hub, 'spaces' | 'levels' | 'conversations'>,
  viewer: Viewer,
  counts: UnreadCounts,
): number => {
  const spaces = new Set(readableSpaces(hub, viewer))
  const isReadable = (conversation: string, space: string) =>
    conversation === '' || spaces.has(hub.conversations[conversation]?.space ?? space)
  return counts.reduce(
    (sum, [conversation, space, count]) => sum + (isReadable(conversation, space) ? count : 0),
    0,
  )
}
