import { type SQL, sql } from 'drizzle-orm'
import { limitsOf } from '../../../site/contract/permissions'
import { deleteMentions, renderWithMentions, insertMentions } from '../comments/mention.commands'
import { changeState } from '../comments/state-change.commands'
import { addFirstVersion, addVersion, hasVersion } from '../comments/version.commands'
import type { Comment } from '../comments/table'
import { updateTopic } from '../conversations/start.commands'
import { hasRoleNow, recordDecision } from '../../audit/commands'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { isHost } from '../../accounts/members/rules'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { lastingHoldReason } from '../spam/rules'
import { renderer } from '../../markdown/markdown'
import { judgeTopic, assessTopicTone } from './judge.queries'
import type { Topic } from './view'
import type { TopicRefusal } from './form'
import { listUnusedTags } from './tag.queries'
import { slugOf, type TopicContent } from './rules'

/** Who changes a topic, and when. */
export interface TopicRevision {
  db: Db
  now: Date
  /** Keys what the same words have in common. */
  secret: string
  member: SignedIn
}

/** Whether somebody may change what a topic says: whoever started it, and hosts. */
export const mayRevise = ({ opening, viewer, member }: Topic): boolean =>
  member !== undefined &&
  opening.state !== 'removed' &&
  (isHost(viewer) || opening.memberId === member.id)

/** What a topic says now, in its parts. */
export const contentOfTopic = ({ conversation, row, opening }: Topic): TopicContent => ({
  kind: conversation.kind as TopicContent['kind'],
  space: conversation.space,
  title: conversation.title,
  body: opening.body,
  tags: conversation.tags,
  links: row.links ?? [],
  contacts: row.contacts ?? [],
})

type Changed = Pick<Comment, 'body' | 'html' | 'renderer'> &
  Partial<Pick<Comment, 'heldFor' | 'digest' | 'spam' | 'tone' | 'asks'>>

/** What becomes of the opening: a host's words stand, its author's are judged as new ones are. */
const judge = async (revising: TopicRevision, topic: Topic, words: TopicContent) => {
  const { db } = revising
  const { opening, hub, viewer } = topic
  const { state } = opening
  const isOwn = opening.memberId === revising.member.id
  if (isHost(viewer)) {
    // Its links are followed, or not, as those of whoever started it.
    const { html, mentioned } = await renderWithMentions(db, hub, words.body, { followed: isOwn })
    const changed: Changed = { body: words.body, html, renderer, heldFor: opening.heldFor }
    return { to: state, changed, mentioned }
  }
  const judgement = await judgeTopic({ ...revising, hub }, words, opening.id)
  const { html, heldFor: judged, signs, mentioned } = judgement
  const heldFor = lastingHoldReason(opening) ?? judged
  const to = state === 'faded' ? state : heldFor ? ('held' as const) : ('published' as const)
  const changed: Changed = {
    ...signs,
    ...assessTopicTone(words, hub, opening.asHost),
    body: words.body,
    html,
    renderer,
    heldFor: to === 'held' ? heldFor : null,
  }
  return { to, changed, mentioned }
}

const versionOf = (words: TopicContent, comment: string, by: string | null, at: Date) => ({
  id: newId(at),
  comment,
  title: words.title,
  body: words.body,
  more: { tags: words.tags, links: words.links, contacts: words.contacts },
  by,
  at,
})

/** All that a change takes: its version first, on which the rest hangs. */
const statements = (
  { db, now, member }: TopicRevision,
  topic: Topic,
  words: TopicContent,
  { to, changed, mentioned }: Awaited<ReturnType<typeof judge>>,
) => {
  const { opening, row } = topic
  const before = versionOf(contentOfTopic(topic), opening.id, row.startedBy, opening.writtenAt)
  const after = versionOf(words, opening.id, member.id, now)
  const isDecided = hasVersion(after)
  const isResource = words.kind === 'resource'
  const about = {
    title: words.title,
    slug: slugOf(words.title),
    tags: words.tags,
    links: isResource ? words.links : null,
    contacts: isResource ? words.contacts : null,
  }
  const move = { id: opening.id, from: [opening.state], to, now, isDecided }
  return (isAllowed: SQL) =>
    [
      addVersion(db, after, isAllowed),
      addFirstVersion(db, before, after),
      updateTopic(db, row.id, about, isDecided),
      ...changeState(db, { ...move, changes: { ...changed, revisedAt: now } }),
      deleteMentions(db, opening.id, mentioned, isDecided),
      ...insertMentions(db, { id: opening.id, mentioned, now }, isDecided),
    ] as const
}

/** Whether nobody has changed or judged the topic since it was read. */
const isSame = ({ opening }: Topic): SQL => sql`exists (
  select 1 from comments x where x.id = ${opening.id} and x.state = ${opening.state}
    and x.revised_at is ${opening.revisedAt?.getTime() ?? null})`

/**
 * A topic in other words, which anybody may compare with what it said before. A host who changes
 * what somebody else started is on record.
 *
 * @returns why it was not changed, if it was not
 */
export const reviseTopic = async (
  revising: TopicRevision,
  topic: Topic,
  words: TopicContent,
): Promise<TopicRefusal | undefined> => {
  const { db, now, member } = revising
  const { hub, viewer, opening, row } = topic
  const before = new Set(topic.conversation.tags)
  const added = words.tags.filter((tag) => !before.has(tag))
  const unused = limitsOf(viewer).tags ? [] : await listUnusedTags(db, hub, viewer, added)
  if (unused.length > 0) return { field: 'tags', reason: 'tag-new', tags: unused }
  const change = statements(revising, topic, words, await judge(revising, topic, words))
  const context = { db, by: member.id, now }
  if (opening.memberId !== member.id) {
    const isAllowed = sql`${hasRoleNow(context, 'host', 'owner')} and ${isSame(topic)}`
    const decision = { act: 'revision', subject: row.id }
    const done = await recordDecision(context, decision, isAllowed, (isDecided) => [
      ...change(isDecided),
    ])
    return done ? undefined : { field: 'form', reason: 'changed' }
  }
  const [kept] = await db.batch(change(isSame(topic)))
  return kept.length > 0 ? undefined : { field: 'form', reason: 'changed' }
}
