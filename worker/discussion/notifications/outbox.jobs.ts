import { findMemberViewer } from '../../accounts/access/readers.queries'
import { openSpaces, isUnlisted, readableSpaces } from '../../accounts/access/rules'
import { DAY_MS } from '../../lib/calendar'
import {
  planDigests,
  putAllIntoEmail,
  putIntoEmail,
  queueDigests,
} from '../../accounts/inbox/commands'
import { listDueDigests } from '../../accounts/inbox/queries'
import { nextDigest } from '../../accounts/inbox/rules'
import type { Job, SendContext } from '../../notifications/jobs'
import type { Email } from '../../notifications/view'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import { isStillNews, pathOfNews, titleOfNews } from './events.rules'
import { type EmailItem, newsEmail, reasonOf } from './email.view'
import { reasonMessages } from './messages'
import { type Addressee, findAddressee, type News, selectEmailNews } from './queries'

/** The most members whose digests one run plans. */
const DIGESTS_PER_RUN = 100

/** What of it the addressee may read, with its place. */
const readableItems = async (
  { db, hub, origin, now }: SendContext,
  { memberId }: Addressee,
  news: readonly News[],
): Promise<EmailItem[]> => {
  const known = await withTopics(
    db,
    hub,
    news.map(({ conversation }) => conversation),
  )
  const found = news.map((each) => conversationById(known, each.conversation))
  const open = openSpaces(hub)
  const isOpenToAll = found.every((each) => !each || open.includes(each.space))
  const spaces =
    memberId && !isOpenToAll
      ? readableSpaces(hub, await findMemberViewer({ db, hub, now }, memberId))
      : open
  return news.flatMap((each, at) => {
    const conversation = found[at]
    const title = titleOfNews(hub, each, conversation)
    const isReadable =
      each.event === 'level' ||
      (conversation && spaces.includes(conversation.space) && !isUnlisted(conversation))
    if (!title || !isReadable || !isStillNews(each)) return []
    return [{ news: each, title, link: origin + pathOfNews(hub, each, conversation) }]
  })
}

const emailTo = (
  { hub, origin }: SendContext,
  to: Addressee,
  items: readonly EmailItem[],
  isDigest: boolean,
): Email | 'not-due' => {
  if (items.length === 0) return 'not-due'
  return newsEmail({
    hub,
    to: to.email,
    items,
    isDigest,
    reason: isDigest ? reasonMessages.digest : reasonOf(items),
    settings: origin + hub.paths.notifications(),
  })
}

/**
 * Outbox job: emails a member or guest what is new for them in one conversation. What they have read
 * meanwhile, may no longer read, or is no longer published is left out.
 */
export const emailNews: Job = async (context, { id, subject, detail }) => {
  const { db } = context
  const to = await findAddressee(db, subject)
  if (!to) return 'not-due'
  const conversation = detail?.['conversation'] ?? ''
  const [, news] = await db.batch([
    putIntoEmail(db, id, { ...to, conversation }),
    selectEmailNews(db, id),
  ])
  return emailTo(context, to, await readableItems(context, to, news), false)
}

/** Outbox job: emails a member a digest of all that is new for them. */
export const emailDigest: Job = async (context, { id, subject }) => {
  const { db } = context
  const to = await findAddressee(db, subject)
  if (!to) return 'not-due'
  const [, news] = await db.batch([putAllIntoEmail(db, id, subject), selectEmailNews(db, id)])
  return emailTo(context, to, await readableItems(context, to, news), true)
}

/** Plans the digests that are due, for members who have something new, and when the next ones are. */
export const planDueDigests = async ({ db, hub, now }: Pick<SendContext, 'db' | 'hub' | 'now'>) => {
  const due = await listDueDigests(db, now, DIGESTS_PER_RUN)
  if (due.length === 0) return
  const next = due.map(({ memberId, rhythm, timezone }) => ({
    memberId,
    at: (
      nextDigest(rhythm, timezone ?? hub.timezone, now) ?? new Date(now.getTime() + DAY_MS)
    ).getTime(),
  }))
  await db.batch([
    queueDigests(
      db,
      due.map(({ memberId }) => memberId),
      now,
    ),
    planDigests(db, next),
  ])
}
