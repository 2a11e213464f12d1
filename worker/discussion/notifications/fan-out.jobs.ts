import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Conversation } from '../../../site/contract/conversation'
import { mayMembersRead } from '../../accounts/access/readers.queries'
import { isPublicConversation } from '../../accounts/access/rules'
import { notify, type NotificationRecipient } from '../../accounts/inbox/commands'
import { addManyToOutbox } from '../../notifications/commands'
import type { SendContext } from '../../notifications/jobs'
import type { OutboxRow } from '../../notifications/table'
import { listFollowers } from '../follows/queries'
import { targetOf } from '../follows/rules'
import { hasFollowers, isMuted } from '../follows/table'

/** The most followers that one row of the outbox notifies. */
export const FOLLOWERS_PER_ROW = 500

/** Without members who may not read the conversation. Guests only follow what anyone may read. */
export const onlyReaders = async (
  context: SendContext,
  conversation: Conversation,
  recipients: NotificationRecipient[],
): Promise<NotificationRecipient[]> => {
  if (isPublicConversation(context.hub, conversation)) return recipients
  const members = recipients.filter(({ memberId }) => memberId)
  const may = await mayMembersRead(
    context,
    members.map(({ memberId }) => [memberId!, conversation]),
  )
  return members.filter((_, at) => may[at])
}

/**
 * Further rows of the same event and subject: one for each target with followers, or for the next ones
 * of a target.
 */
export const queueFollowers = (
  { db, now }: SendContext,
  { event, subject, detail }: Pick<OutboxRow, 'event' | 'subject' | 'detail'>,
  targets: readonly string[],
  after = '',
) =>
  addManyToOutbox(
    db,
    {
      event,
      now,
      subject: sql`${subject}`,
      detail: sql`json_patch(${JSON.stringify(detail ?? {})},
        json_object('target', t.target, 'after', ${after}))`,
    },
    sql`from (select value as target from json_each(${JSON.stringify(targets)})) t
      where ${hasFollowers(sql`t.target`, after)}`,
  )

type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/** Runs the statements in one batch, if there are any. */
export const runAll = async (
  { db }: SendContext,
  [first, ...rest]: readonly BatchItem<'sqlite'>[],
): Promise<void> => {
  if (first) await db.batch([first, ...rest] as Batch)
}

/** Something new that is no comment: a post, or an alert or its update. */
export interface PostNews {
  /** What it is once for each recipient. */
  subject: string
  event: 'start' | 'alert'
  conversation: Conversation
  /** The text of an update. */
  text?: string | undefined
}

/** What a post is found by: what it is about, and who wrote it. */
const targetsOf = ({ kind, space, tags, authors = [] }: Conversation): string[] => [
  ...authors.map((author) => targetOf('person', author)),
  ...tags.map((tag) => targetOf('tag', tag)),
  targetOf('kind', kind),
  targetOf('space', space),
  targetOf('hub', ''),
]

/**
 * Notifies the followers of a post's kind, space, tags and authors, and of the hub: with the first row
 * of the outbox, rows for each target are written, and each of them notifies a page of followers.
 */
export const announcePost = async (
  context: SendContext,
  row: OutboxRow,
  { subject, event, conversation, text }: PostNews,
): Promise<void> => {
  const { db, now } = context
  const { target, after = '' } = row.detail ?? {}
  if (target === undefined)
    return runAll(context, [queueFollowers(context, row, targetsOf(conversation))])
  const followers = await listFollowers(db, target, after, FOLLOWERS_PER_ROW)
  const recipients = followers.map(({ memberId, guestId }) => ({ memberId, guestId, event }))
  const last = followers.length === FOLLOWERS_PER_ROW ? followers.at(-1)!.id : undefined
  await runAll(context, [
    ...notify(
      db,
      {
        subject,
        conversation: conversation.id,
        space: conversation.space,
        detail: text ?? null,
        now,
      },
      await onlyReaders(context, conversation, recipients),
      sql`not ${isMuted(sql`r.m`, [targetOf('conversation', conversation.id)])}`,
    ),
    ...(last ? [queueFollowers(context, row, [target], last)] : []),
  ])
}
