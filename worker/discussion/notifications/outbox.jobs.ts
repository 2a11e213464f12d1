import type { BatchItem } from 'drizzle-orm/batch'
import { mayMembersRead } from '../../accounts/access/readers.queries'
import { isPublicConversation } from '../../accounts/access/rules'
import { DAY_MS } from '../../lib/calendar'
import {
  planDigests,
  putAllIntoEmail,
  putIntoEmails,
  queueDigests,
} from '../../accounts/inbox/commands'
import { listDueDigests, selectSettings } from '../../accounts/inbox/queries'
import { nextDigest } from '../../accounts/inbox/rules'
import type { Job, JobResult, ManyJob, SendContext } from '../../notifications/jobs'
import type { OutboxRow } from '../../notifications/table'
import { stopPageOf } from '../../notifications/email/jobs'
import { emailReasons } from '../../notifications/email/messages'
import { selectStopsOf } from '../../notifications/stops/queries'
import { isStopped, type StopScope } from '../../notifications/stops/rules'
import { conversationById } from '../conversations/rules'
import { withTopics } from '../conversations/topics.queries'
import { authorOfNews, isStillNews, pathOfNews, emailReasonOf, titleOfNews } from './events.rules'
import { newsDigest, newsEmail, type ReadableNews } from './email.view'
import { type Addressee, listAddressees, type News, selectEmailNews } from './queries'

/** The most members whose digests one run plans. */
const DIGESTS_PER_RUN = 100

/** What of the news its recipient may read, with its place; by outbox row. */
const readableNews = async (
  context: SendContext,
  to: ReadonlyMap<string, Addressee>,
  all: readonly News[],
): Promise<Map<string, ReadableNews[]>> => {
  const { hub, origin } = context
  const ids = all.map(({ conversation }) => conversation)
  const known = await withTopics(context.db, hub, ids)
  const found = all.flatMap((news) => {
    const conversation = conversationById(known, news.conversation)
    const title = titleOfNews(hub, news, conversation)
    if (!title || !isStillNews(news)) return []
    const link = origin + pathOfNews(hub, news, conversation)
    const page = conversation ? origin + hub.paths.conversation(conversation) : link
    return [{ news, conversation, by: authorOfNews(hub, news, conversation), title, link, page }]
  })
  const may = await mayRecipientsRead(context, to, found)
  const readable = new Map<string, ReadableNews[]>()
  for (const item of found.filter((_, at) => may[at])) {
    const row = item.news.outboxRow!
    readable.set(row, [...(readable.get(row) ?? []), item])
  }
  return readable
}

/** Whether each recipient may read the conversation of their news now: a guest what anyone may. */
const mayRecipientsRead = async (
  context: SendContext,
  to: ReadonlyMap<string, Addressee>,
  items: readonly ReadableNews[],
): Promise<boolean[]> => {
  const isOpen = items.map(
    ({ conversation }) => !conversation || isPublicConversation(context.hub, conversation),
  )
  const asked = items.flatMap(({ news, conversation }, at) => {
    const recipient = to.get(news.outboxRow!)
    return !isOpen[at] && recipient?.kind === 'member'
      ? [[recipient.id, conversation!] as const]
      : []
  })
  const answers = await mayMembersRead(context, asked)
  return items.map(({ news }, at) => {
    if (isOpen[at]) return true
    return to.get(news.outboxRow!)?.kind === 'member' ? answers.shift()! : false
  })
}

/** Without what the recipient stopped emails about. */
const withoutStopped = (
  items: readonly ReadableNews[],
  stops: readonly StopScope[],
  { kind: recipient, id }: Addressee,
) =>
  items.filter(({ news, conversation }) => {
    const memberId = recipient === 'member' ? id : null
    const [kind] = emailReasons[emailReasonOf(news.event, memberId, conversation)]
    return !isStopped(stops, { kind, conversation: news.conversation })
  })

/** What a row's email is made of. */
interface FilledEmail {
  to: Addressee
  items: ReadableNews[]
  stops: StopScope[]
}

/** Fills the emails of rows, and gives what their recipients may read and have not stopped. */
const fillEmails = async (
  context: SendContext,
  rows: readonly OutboxRow[],
  filling: readonly BatchItem<'sqlite'>[],
): Promise<Map<string, FilledEmail>> => {
  const { db } = context
  const subjects = rows.map(({ subject }) => subject)
  const addressees = await listAddressees(db, subjects)
  const reading = [
    selectEmailNews(
      db,
      rows.map(({ id }) => id),
    ),
    selectStopsOf(db, subjects),
  ] as const
  const results = await db.batch([...filling, ...reading] as unknown as typeof reading)
  const [news, stops] = results.slice(-2) as unknown as typeof results
  const to = new Map(
    rows.flatMap(({ id, subject }) => {
      const found = addressees.get(subject)
      return found ? [[id, found] as const] : []
    }),
  )
  const readable = await readableNews(context, to, news)
  return new Map(
    Array.from(to, ([row, addressee]) => {
      const own = stops.filter(({ recipient }) => recipient === addressee.id)
      const items = withoutStopped(readable.get(row) ?? [], own, addressee)
      return [row, { to: addressee, items, stops: own }]
    }),
  )
}

const writeNews = async (
  context: SendContext,
  { detail }: OutboxRow,
  { to, items }: FilledEmail,
): Promise<JobResult> => {
  const { hub, origin } = context
  const [first, ...rest] = items
  if (!first) return 'not-due'
  const memberId = to.kind === 'member' ? to.id : null
  const reason = emailReasonOf(first.news.event, memberId, first.conversation)
  const stop = await stopPageOf(context, to, reason, detail?.['conversation'])
  return newsEmail({ hub, origin, to: to.email, stop, reason, items: [first, ...rest] })
}

/**
 * Outbox job: emails members and guests what is new for them in a conversation each. What they have
 * read meanwhile, may no longer read, stopped emails about, or is no longer published is left out.
 * The queries: two for the recipients, two to fill the emails, two to read them, one for topics, and
 * three for who may read.
 */
export const emailNews: ManyJob = {
  queries: 10,
  handle: async (context, rows) => {
    const emails = rows.map(({ id, subject, detail }) => ({
      id,
      subject,
      conversation: detail?.['conversation'] ?? '',
    }))
    const filled = await fillEmails(context, rows, putIntoEmails(context.db, emails))
    return Promise.all(
      rows.map((row) => {
        const email = filled.get(row.id)
        return email ? writeNews(context, row, email) : 'not-due'
      }),
    )
  },
}

/** Outbox job: emails a member a digest of all that is new for them. */
export const emailDigest: Job = async (context, row) => {
  const { db, hub, origin } = context
  const filled = await fillEmails(context, [row], [putAllIntoEmail(db, row.id, row.subject)])
  const { to, items: [first, ...rest] = [], stops = [] } = filled.get(row.id) ?? {}
  if (!to || !first || isStopped(stops, { kind: 'digest', conversation: '' })) return 'not-due'
  const [settings] = await selectSettings(db, row.subject)
  const reason = settings?.rhythm === 'weekly' ? 'weekly' : 'daily'
  const stop = await stopPageOf(context, to, reason)
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
