import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { topicOf } from '../site/contract/conversation'
import type { HubFile } from '../site/contract/hub'
import type { Person } from '../site/people/schema'
import { comments } from '../worker/discussion/comments/table'
import { countDue } from '../worker/discussion/contributors/jobs'
import { conversations } from '../worker/discussion/conversations/table'
import type { Db } from '../worker/env'
import { newId } from '../worker/lib/id'
import { votes } from '../worker/discussion/ideas/table'
import { syncLevel } from '../worker/discussion/comments/level-sync.commands'
import { guests, members } from '../worker/accounts/members/table'
import { reactions } from '../worker/discussion/reactions/table'
import { nowhere } from '../worker/accounts/sign-in/rules'
import { renderer, toHtml } from '../worker/markdown/markdown'
import { slugOf } from '../worker/discussion/topics/rules'
import { Fault } from './cli-error'
import {
  FILE,
  inOrder,
  MEMBERS,
  momentOf,
  type Placed,
  readSample,
  readSampleMembers,
  type Sample,
  readSampleTopics,
  type Tally,
  type ToldMember,
  type ToldTopic,
  TOPICS,
} from './sample-file'

type Statement = BatchItem<'sqlite'>
type Row = typeof comments.$inferInsert
type NewMember = typeof members.$inferInsert
type NewConversation = typeof conversations.$inferInsert

interface Around {
  hub: HubFile
  people: Record<string, Person>
  now?: Date
}

/** What telling a conversation needs to know. */
interface Telling extends Around {
  now: Date
  /** The members of the sample, by handle. */
  known: Map<string, NewMember>
}

/**
 * Lets an empty hub be seen alive: the sample conversations of the content folder, all of them or
 * none. A hub in which somebody has spoken or signed in is left alone. Gives back how many comments it loaded.
 */
export const loadSample = async (db: Db, folder: string, around: Around): Promise<number> => {
  if (!existsSync(resolve(folder, FILE))) return 0
  for (const table of [comments, members]) {
    const [anybody] = await db.select({ id: table.id }).from(table).limit(1)
    if (anybody) return 0
  }
  const now = around.now ?? new Date()
  const joined = readSampleMembers(folder).map((told) => memberOf(told, now))
  const known = new Map(joined.map((member) => [member.handle, member]))
  const [first, ...rest] = [
    ...joined.map((member): Statement => db.insert(members).values(member)),
    ...readSample(folder).flatMap((sample) => onPost(db, sample, { ...around, known, now })),
    ...readSampleTopics(folder).flatMap((told) => asTopic(db, told, { ...around, known, now })),
  ]
  if (first) await db.batch([first, ...rest])
  for (const { id } of joined) await syncLevel({ db, hub: around.hub, now }, id)
  await countDue({ db, hub: around.hub, now })
  return db.$count(comments)
}

/** Somebody who has never signed in and never can: their address leads nowhere. */
const memberOf = ({ ago, ...told }: ToldMember, now: Date): NewMember => {
  const createdAt = momentOf(ago, now)
  const id = newId(createdAt)
  return { ...told, id, email: nowhere(id), createdAt, updatedAt: createdAt }
}

/** What is said on a post. */
const onPost = (db: Db, sample: Sample, telling: Telling): Statement[] => {
  const conversation = telling.hub.slugs[sample.on]
  if (!conversation)
    throw new Fault(`${FILE}: \`on: ${sample.on}\` is the slug of no post that is shown.`)
  return writesOf(db, { ...sample, conversation: { id: conversation } }, telling).writes
}

/** A topic with its opening, all that was said in it, and who voted for it. */
const asTopic = (db: Db, told: ToldTopic, telling: Telling): Statement[] => {
  const startedAt = momentOf(told.ago, telling.now)
  const starter = telling.known.get(told.member)
  if (!starter) throw new Fault(`${TOPICS}: \`member: ${told.member}\` is not in ${MEMBERS}.`)
  const id = topicOf(newId(startedAt))
  const opening: Placed = { told: { ...told, reactions: {} }, above: undefined, at: startedAt }
  const row = { ...rowOf(opening, undefined, id, telling), opens: true, shown: false }
  const { kind, title, space, tags = [], links, contacts, statusReason } = told
  const status = kind === 'idea' ? (told.status ?? 'open') : null
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
  const { writes, answer } = writesOf(db, { ...told, conversation }, telling)
  const voters = (told.votes ?? []).map((handle) => telling.known.get(handle)!.id)
  const [begin, ...said] = writes
  return [
    begin!,
    db.insert(comments).values({ ...row, asks: kind === 'question' }),
    ...said,
    ...voters.map((memberId) =>
      db.insert(votes).values({ conversation: id, memberId, at: startedAt }),
    ),
    ...(answer ? [db.update(conversations).set({ answer }).where(eq(conversations.id, id))] : []),
  ]
}

interface Said extends Pick<Sample, 'reactions' | 'comments'> {
  conversation: NewConversation
  /** The `id` in the file of the comment that settled it. */
  answer?: string | undefined
}

/** Rows as the rooms would have written them, one visit after the other; and the answer among them. */
const writesOf = (db: Db, said: Said, { people, known, now }: Telling) => {
  const { id: conversation } = said.conversation
  const told = inOrder(said, now)
  const rows = new Map<unknown, Row>()
  for (const one of told) {
    const above = rows.get(one.above)
    rows.set(one.told, rowOf(one, above, conversation, { people, known }))
    if (above) above.replies = (above.replies ?? 0) + 1
  }
  const tally = said.reactions ?? {}
  const lastCommentAt = told.at(-1)?.at
  const counted = { comments: told.length, reactions: tally, lastCommentAt }
  const answer = told.find(({ told }) => told.id !== undefined && told.id === said.answer)
  const writes = [
    db.insert(conversations).values({ ...said.conversation, ...counted }),
    ...told.flatMap(({ told, at }): Statement[] => {
      const row = rows.get(told)!
      return [
        ...authorOf(db, row, told.email),
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
  return { writes, answer: answer && rows.get(answer.told)!.id }
}

const rowOf = (
  { told, at }: Placed,
  above: Row | undefined,
  conversation: string,
  { people, known }: Pick<Telling, 'people' | 'known'>,
): Row => {
  const id = newId(at)
  const body = told.body.trim()
  const host = told.person === undefined ? undefined : people[told.person]
  if (told.person && !host)
    throw new Fault(`${FILE}: \`person: ${told.person}\` is not in people/.`)
  const member = told.member === undefined ? undefined : known.get(told.member)
  if (told.member && !member)
    throw new Fault(`${FILE}: \`member: ${told.member}\` is not in ${MEMBERS}.`)
  return {
    id,
    conversation,
    parentId: above?.id ?? null,
    root: above?.root ?? id,
    path: above ? `${above.path}/${id}` : id,
    depth: above ? above.depth + 1 : 0,
    person: told.person ?? null,
    asHost: host !== undefined,
    memberId: member?.id ?? null,
    handle: member?.handle ?? null,
    guestId: host || member ? null : newId(at),
    name: host?.name ?? member?.name ?? told.by ?? '',
    website: member?.website ?? told.website ?? null,
    body,
    html: toHtml(body),
    renderer,
    state: 'published',
    shown: true,
    reactions: told.reactions ?? {},
    appreciation: Object.values(told.reactions ?? {}).reduce((sum, count) => sum + count, 0),
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

/** Reactions that one statement gives: it binds a hundred values at most. */
const TOGETHER = 12

/**
 * A row for each, since counts and rows must agree: from the members, and for all that are more
 * from a browser of its own.
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
