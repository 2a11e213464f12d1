import { findMemberViewer } from '../../accounts/access/readers.queries'
import { openSpaces, isUnlisted, readableSpaces } from '../../accounts/access/rules'
import { DAY_MS } from '../../lib/calendar'
import {
  planDigests,
  putAllIntoEmail,
  putIntoEmail,
  queueDigests,
} from '../../accounts/inbox/commands'
import { listDueDigests, selectSettings } from '../../accounts/inbox/queries'
import { nextDigest } from '../../accounts/inbox/rules'
import type { Job, SendContext } from '../../notifications/jobs'
import { stopPageOf } from '../../notifications/email/jobs'
import { emailReasons } from '../../notifications/email/messages'
import { selectStopsOf } from '../../notifications/stops/queries'
import { type EmailRecipient, isStopped, type StopScope } from '../../notifications/stops/rules'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import { isStillNews, pathOfNews, reasonOf, titleOfNews } from './events.rules'
import { newsDigest, newsEmail, type ReadableNews } from './email.view'
import { type Addressee, findAddressee, type News, selectEmailNews } from './queries'

/** The most members whose digests one run plans. */
const DIGESTS_PER_RUN = 100

/** What of it the addressee may read, with its place. */
const readableNews = async (
  { db, hub, origin, now }: SendContext,
  { memberId }: Addressee,
  all: readonly News[],
): Promise<ReadableNews[]> => {
  const known = await withTopics(
    db,
    hub,
    all.map(({ conversation }) => conversation),
  )
  const found = all.map((each) => conversationById(known, each.conversation))
  const open = openSpaces(hub)
  const isOpenToAll = found.every((each) => !each || open.includes(each.space))
  const spaces =
    memberId && !isOpenToAll
      ? readableSpaces(hub, await findMemberViewer({ db, hub, now }, memberId))
      : open
  return all.flatMap((news, at) => {
    const conversation = found[at]
    const title = titleOfNews(hub, news, conversation)
    const isReadable =
      news.event === 'level' ||
      (conversation && spaces.includes(conversation.space) && !isUnlisted(conversation))
    if (!title || !isReadable || !isStillNews(news)) return []
    const link = origin + pathOfNews(hub, news, conversation)
    const page = conversation ? origin + hub.paths.conversation(conversation) : link
    return [{ news, conversation, title, link, page }]
  })
}

/** Without what the addressee stopped emails about. */
const withoutStopped = (
  items: readonly ReadableNews[],
  stops: readonly StopScope[],
  { memberId }: Addressee,
) =>
  items.filter(({ news, conversation }) => {
    const [kind] = emailReasons[reasonOf(news.event, memberId, conversation)]
    return !isStopped(stops, { kind, conversation: news.conversation })
  })

const recipientOf = ({ memberId, id }: Addressee): EmailRecipient => ({
  kind: memberId ? 'member' : 'guest',
  id,
})

/**
 * Outbox job: emails a member or guest what is new for them in one conversation. What they have read
 * meanwhile, may no longer read, stopped emails about, or is no longer published is left out.
 */
export const emailNews: Job = async (context, { id, subject, detail }) => {
  const { db, hub, origin } = context
  const to = await findAddressee(db, subject)
  if (!to) return 'not-due'
  const conversation = detail?.['conversation'] ?? ''
  const [, news, stops] = await db.batch([
    putIntoEmail(db, id, { ...to, conversation }),
    selectEmailNews(db, id),
    selectStopsOf(db, recipientOf(to)),
  ])
  const [first, ...rest] = withoutStopped(await readableNews(context, to, news), stops, to)
  if (!first) return 'not-due'
  const reason = reasonOf(first.news.event, to.memberId, first.conversation)
  const stop = await stopPageOf(context, recipientOf(to), reason, conversation)
  return newsEmail({ hub, origin, to: to.email, stop, reason, items: [first, ...rest] })
}

/** Outbox job: emails a member a digest of all that is new for them. */
export const emailDigest: Job = async (context, { id, subject }) => {
  const { db, hub, origin } = context
  const to = await findAddressee(db, subject)
  if (!to) return 'not-due'
  const [, news, stops, [settings]] = await db.batch([
    putAllIntoEmail(db, id, subject),
    selectEmailNews(db, id),
    selectStopsOf(db, recipientOf(to)),
    selectSettings(db, subject),
  ])
  const [first, ...rest] = withoutStopped(await readableNews(context, to, news), stops, to)
  if (!first || isStopped(stops, { kind: 'digest', conversation: '' })) return 'not-due'
  const reason = settings?.rhythm === 'weekly' ? 'weekly' : 'daily'
  const stop = await stopPageOf(context, recipientOf(to), reason)
  return newsDigest(
    { hub, origin, to: to.email, stop, reason, items: [first, ...rest] },
    origin + hub.paths.notifications(),
    settings?.timezone ?? undefined,
  )
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
