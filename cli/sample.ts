import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { topicOf } from '../site/contract/conversation'
import type { HubFile } from '../site/contract/hub'
import type { Person } from '../site/people/schema'
import { comments } from '../worker/discussion/comments/table'
import { recountPoints } from '../worker/discussion/contributors/jobs'
import { conversations } from '../worker/discussion/conversations/table'
import type { Db } from '../worker/env'
import { newId } from '../worker/lib/id'
import { votes } from '../worker/discussion/ideas/table'
import { syncLevel } from '../worker/discussion/comments/level-sync.commands'
import { guests, members } from '../worker/accounts/members/table'
import { reactions } from '../worker/discussion/reactions/table'
import { placeholderEmail } from '../worker/accounts/sign-in/rules'
import { renderer, toHtml } from '../worker/markdown/markdown'
import { slugOf } from '../worker/discussion/topics/rules'
import { CliError } from './cli-error'
import {
  CONVERSATIONS,
  inOrder,
  MEMBERS,
  timeBefore,
  type PlacedComment,
  readSample,
  readSampleMembers,
  type SampleConversation,
  readSampleTopics,
  type Tally,
  type SampleMember,
  type SampleTopic,
  TOPICS,
} from './sample-file'

type Statement = BatchItem<'sqlite'>
type Row = typeof comments.$inferInsert
type NewMember = typeof members.$inferInsert
type NewConversation = typeof conversations.$inferInsert

interface LoadOptions {
  hub: HubFile
  people: Record<string, Person>
  now?: Date
}

/** What loading a conversation needs. */
interface SampleContext extends LoadOptions {
  now: Date
  /** The members of the sample, by handle. */
  known: Map<string, NewMember>
}

/**
 * Loads the sample conversations of the content folder in one batch. Does nothing in a hub that has
 * comments or members. Gives the number of comments loaded.
 */
export const loadSample = async (db: Db, folder: string, around: LoadOptions): Promise<number> => {
  if (!existsSync(resolve(folder, CONVERSATIONS))) return 0
  for (const table of [comments, members]) {
    const [anybody] = await db.select({ id: table.id }).from(table).limit(1)
    if (anybody) return 0
  }
  const now = around.now ?? new Date()
  const joined = readSampleMembers(folder).map((sample) => memberOf(sample, now))
  const known = new Map(joined.map((member) => [member.handle, member]))
  const [first, ...rest] = [
    ...joined.map((member): Statement => db.insert(members).values(member)),
    ...readSample(folder).flatMap((sample) =>
      postStatements(db, sample, { ...around, known, now }),
    ),
    ...readSampleTopics(folder).flatMap((topic) =>
      topicStatements(db, topic, { ...around, known, now }),
    ),
  ]
  if (first) await db.batch([first, ...rest])
  for (const { id } of joined) await syncLevel({ db, hub: around.hub, now }, id)
  await recountPoints({ db, hub: around.hub, now })
  return db.$count(comments)
}

/** A sample member, who can never sign in: their email address is a placeholder. */
const memberOf = ({ ago, ...sample }: SampleMember, now: Date): NewMember => {
  const createdAt = timeBefore(ago, now)
  const id = newId(createdAt)
  return { ...sample, id, email: placeholderEmail(id), createdAt, updatedAt: createdAt }
}

/** The comments on a post. */
const postStatements = (
  db: Db,
  sample: SampleConversation,
  context: SampleContext,
): Statement[] => {
  const conversation = context.hub.slugs[sample.on]
  if (!conversation)
    throw new CliError(
      `${CONVERSATIONS}: \`on: ${sample.on}\` is not the slug of a published post.`,
    )
  return writesOf(db, { ...sample, conversation: { id: conversation } }, context).writes
}

/** A topic with its opening comment, its comments and its votes. */
const topicStatements = (db: Db, topic: SampleTopic, context: SampleContext): Statement[] => {
  const startedAt = timeBefore(topic.ago, context.now)
  const starter = context.known.get(topic.member)
  if (!starter) throw new CliError(`${TOPICS}: \`member: ${topic.member}\` is not in ${MEMBERS}.`)
  const id = topicOf(newId(startedAt))
  const opening: PlacedComment = {
    comment: { ...topic, reactions: {} },
    parent: undefined,
    at: startedAt,
  }
  const row = { ...rowOf(opening, undefined, id, context), opens: true, shown: false }
  const { kind, title, space, tags = [], links, contacts, statusReason } = topic
  const status = kind === 'idea' ? (topic.status ?? 'open') : null
  const conversation: NewConversation = {
    id,
    kind,
    title,
    space,
    tags,
    links,
    contacts,
    status,
    statusReason,
    startedAt,
    slug: slugOf(title),
    startedBy: starter.id,
    opening: row.id,
  }
  const { writes, answer } = writesOf(db, { ...topic, conversation }, context)
  const voters = (topic.votes ?? []).map((handle) => context.known.get(handle)!.id)
  const [first, ...rest] = writes
  return [
    first!,
    db.insert(comments).values({ ...row, asks: kind === 'question' }),
    ...rest,
    ...voters.map((memberId) =>
      db.insert(votes).values({ conversation: id, memberId, at: startedAt }),
    ),
    ...(answer ? [db.update(conversations).set({ answer }).where(eq(conversations.id, id))] : []),
  ]
}

interface ConversationContent extends Pick<SampleConversation, 'reactions' | 'comments'> {
  conversation: NewConversation
  /** The `id` in the file of the accepted answer. */
  answer?: string | undefined
}

/** The rows of a conversation, as the Worker would have written them, and the id of the accepted answer. */
const writesOf = (db: Db, content: ConversationContent, { people, known, now }: SampleContext) => {
  const { id: conversation } = content.conversation
  const placed = inOrder(content, now)
  const rows = new Map<unknown, Row>()
  for (const one of placed) {
    const parent = rows.get(one.parent)
    rows.set(one.comment, rowOf(one, parent, conversation, { people, known }))
    if (parent) parent.replies = (parent.replies ?? 0) + 1
  }
  const tally = content.reactions ?? {}
  const lastCommentAt = placed.at(-1)?.at
  const counted = { comments: placed.length, reactions: tally, lastCommentAt }
  const answer = placed.find(({ comment: { id } }) => id !== undefined && id === content.answer)
  const writes = [
    db.insert(conversations).values({ ...content.conversation, ...counted }),
    ...placed.flatMap(({ comment, at }): Statement[] => {
      const row = rows.get(comment)!
      return [
        ...authorOf(db, row, comment.email),
        db.insert(comments).values(row),
        ...reactionsTo(db, row.id, conversation, {
          tally: row.reactions ?? {},
          from: [...known.values()].filter(({ id }) => id !== row.memberId),
          at,
        }),
      ]
    }),
    ...reactionsTo(db, conversation, conversation, { tally, from: [...known.values()], at: now }),
  ]
  return { writes, answer: answer && rows.get(answer.comment)!.id }
}

const rowOf = (
  { comment, at }: PlacedComment,
  parent: Row | undefined,
  conversation: string,
  { people, known }: Pick<SampleContext, 'people' | 'known'>,
): Row => {
  const id = newId(at)
  const body = comment.body.trim()
  const host = comment.person === undefined ? undefined : people[comment.person]
  if (comment.person && !host)
    throw new CliError(`${CONVERSATIONS}: \`person: ${comment.person}\` is not in people/.`)
  const member = comment.member === undefined ? undefined : known.get(comment.member)
  if (comment.member && !member)
    throw new CliError(`${CONVERSATIONS}: \`member: ${comment.member}\` is not in ${MEMBERS}.`)
  return {
    id,
    conversation,
    parentId: parent?.id ?? null,
    root: parent?.root ?? id,
    path: parent ? `${parent.path}/${id}` : id,
    depth: parent ? parent.depth + 1 : 0,
    person: comment.person ?? null,
    asHost: host !== undefined,
    memberId: member?.id ?? null,
    handle: member?.handle ?? null,
    guestId: host || member ? null : newId(at),
    name: host?.name ?? member?.name ?? comment.by ?? '',
    website: member?.website ?? comment.website ?? null,
    body,
    html: toHtml(body),
    renderer,
    state: 'published',
    shown: true,
    reactions: comment.reactions ?? {},
    appreciation: Object.values(comment.reactions ?? {}).reduce((sum, count) => sum + count, 0),
    writtenAt: at,
  }
}

const authorOf = (db: Db, { guestId, name, website, writtenAt }: Row, email = ''): Statement[] =>
  guestId
    ? [
        db.insert(guests).values({
          id: guestId,
          name,
          email,
          website,
          confirmedAt: writtenAt,
          createdAt: writtenAt,
        }),
      ]
    : []

interface Reacting {
  tally: Tally
  /** The members who react first. */
  from: readonly NewMember[]
  at: Date
}

/** Reactions per statement, which can bind at most a hundred values. */
const TOGETHER = 12

/**
 * One row per reaction, since counts and rows must agree: first by members, then by as many guests as
 * needed.
 */
const reactionsTo = (
  db: Db,
  subject: string,
  conversation: string,
  { tally, from, at: reactedAt }: Reacting,
): Statement[] => {
  const given = { subject, conversation, address: '', first: false, reactedAt }
  const rows = Object.entries(tally).flatMap(([emoji, count]) =>
    Array.from({ length: count }, (_, nth) => {
      const visitor = from[nth]?.id ?? newId(reactedAt)
      return { ...given, emoji, visitor }
    }),
  )
  return Array.from({ length: Math.ceil(rows.length / TOGETHER) }, (_, at) =>
    db.insert(reactions).values(rows.slice(at * TOGETHER, (at + 1) * TOGETHER)),
  )
}
