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

/** An edit of a topic: by whom and when. */
export interface TopicRevision {
  db: Db
  now: Date
  /** Keys the digest of the text. */
  secret: string
  member: SignedIn
}

/** Whether the viewer may edit a topic: its author and hosts. */
export const mayRevise = ({ opening, viewer, member }: Topic): boolean =>
  member !== undefined &&
  opening.state !== 'removed' &&
  (isHost(viewer) || opening.memberId === member.id)

/** The current content of a topic. */
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

/** The next state of the opening: unchanged by a host's edit; an author's passes the checks again. */
const assess = async (revision: TopicRevision, topic: Topic, words: TopicContent) => {
  const { db } = revision
  const { opening, hub, viewer } = topic
  const { state } = opening
  const isOwn = opening.memberId === revision.member.id
  if (isHost(viewer)) {
    // Search engines follow its links as those of its author.
    const { html, mentioned } = await renderWithMentions(db, hub, words.body, { followed: isOwn })
    const changed: Changed = { body: words.body, html, renderer, heldFor: opening.heldFor }
    return { to: state, changed, mentioned }
  }
  const judgement = await judgeTopic({ ...revision, hub }, words, opening.id)
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

/** The statements of an edit: its version first, on which the others depend. */
const statements = (
  { db, now, member }: TopicRevision,
  topic: Topic,
  words: TopicContent,
  { to, changed, mentioned }: Awaited<ReturnType<typeof assess>>,
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

/** SQL: the topic was not edited or moderated since it was read. */
const isSame = ({ opening }: Topic): SQL => sql`exists (
  select 1 from comments x where x.id = ${opening.id} and x.state = ${opening.state}
    and x.revised_at is ${opening.revisedAt?.getTime() ?? null})`

/**
 * Saves an edit of a topic; the earlier versions stay readable. A host's edit of a member's topic is
 * in the audit log.
 *
 * @returns why it was refused; `undefined` if it was saved
 */
export const reviseTopic = async (
  revision: TopicRevision,
  topic: Topic,
  words: TopicContent,
): Promise<TopicRefusal | undefined> => {
  const { db, now, member } = revision
  const { hub, viewer, opening, row } = topic
  const before = new Set(topic.conversation.tags)
  const added = words.tags.filter((tag) => !before.has(tag))
  const unused = limitsOf(viewer).tags ? [] : await listUnusedTags(db, hub, viewer, added)
  if (unused.length > 0) return { field: 'tags', reason: 'tag-new', tags: unused }
  const change = statements(revision, topic, words, await assess(revision, topic, words))
  const context = { db, by: member.id, now }
  if (opening.memberId !== member.id) {
    const isAllowed = sql`${hasRoleNow(context, 'host', 'owner')} and ${isSame(topic)}`
    const decision = { act: 'revision', subject: row.id }
    const done = await recordDecision(context, decision, isAllowed, (isDecided) => [
      ...change(isDecided),
    ])
    return done ? undefined : { field: 'form', reason: 'changed' }
  }
  const [saved] = await db.batch(change(isSame(topic)))
  return saved.length > 0 ? undefined : { field: 'form', reason: 'changed' }
}
