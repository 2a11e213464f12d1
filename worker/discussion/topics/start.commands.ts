import { topicOf } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { limitsOf } from '../../../site/contract/permissions'
import type { CreatedComment } from '../comments/create-comment.commands'
import { memberSignature } from '../comments/signature.rules'
import type { Writer } from '../comments/write-guards.queries'
import { insertTopic, findDuplicateTopic } from '../comments/insert-topic.commands'
import { isNoPermission } from '../comments/rules'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { viewerOf, isHost } from '../../accounts/members/rules'
import type { SignedIn } from '../../accounts/sign-in/queries'
import type { GuardInput } from '../spam/form'
import { mayIn } from '../../accounts/access/rules'
import { renderer } from '../../markdown/markdown'
import { judgeTopic, assessTopicTone } from './judge.queries'
import type { TopicRefusal } from './form'
import { listUnusedTags } from './tag.queries'
import { slugOf, type TopicContent } from './rules'

/** Who starts a topic, and when. */
export interface StartRequest {
  db: Db
  hub: Hub
  now: Date
  /** Keys what the same words have in common. */
  secret: string
  member: SignedIn
  /** The keyed hash of the address it comes from. */
  address: string
  /** What the form brought along. */
  form: GuardInput
}

/** The topic that stands for somebody's words. */
export interface StartedTopic extends Pick<CreatedComment, 'heldFor' | 'isNew'> {
  /** `topic:<id>`. */
  id: string
  slug: string
  /** The id of the comment that opens it. */
  opening: string
}

/** Why nobody, or not this person, may start this here. */
export const refusalToStart = async (
  { db, hub, now, member }: Pick<StartRequest, 'db' | 'hub' | 'now' | 'member'>,
  words: TopicContent,
): Promise<TopicRefusal | undefined> => {
  const viewer = viewerOf(hub, member, undefined, now)
  if (viewer.isSilenced && !isHost(viewer)) return { field: 'form', reason: 'silenced' }
  if (!hub.spaces.some(({ id }) => id === words.space))
    return { field: 'space', reason: 'no-space' }
  const answer = mayIn(hub, viewer, 'start', words)
  if (isNoPermission(answer)) return { field: 'space', reason: answer }
  const tags = limitsOf(viewer).tags ? [] : await listUnusedTags(db, hub, viewer, words.tags)
  return tags.length > 0 ? { field: 'tags', reason: 'tag-new', tags } : undefined
}

/** A topic has both, whatever the column says for posts. */
const asThere = ({ slug, opening }: { slug: string | null; opening: string | null }) => ({
  slug: slug!,
  opening: opening!,
})

/** What the same member started with the same words a moment ago: sent twice, it is one topic. */
export const findSameTopic = async (
  { db, now, member }: Pick<StartRequest, 'db' | 'now' | 'member'>,
  { title, body }: TopicContent,
): Promise<StartedTopic | undefined> => {
  const [twin] = await findDuplicateTopic(db, member.id, { title, body, at: now })
  return twin && { ...twin, ...asThere(twin), isNew: false }
}

/**
 * Judges and saves a topic whose words have no fault in themselves, as a comment is judged and
 * saved; the fault says why it was not taken.
 */
export const startTopic = async (
  starting: StartRequest,
  words: TopicContent,
): Promise<StartedTopic | TopicRefusal> => {
  const { db, hub, now, member, address } = starting
  const { kind, space, title, body, tags, links, contacts } = words
  const refused = await refusalToStart(starting, words)
  if (refused) return refused

  const viewer = viewerOf(hub, member, undefined, now)
  const { signs, heldFor, html, mentioned } = await judgeTopic(starting, words)
  const [key, opening] = [newId(now), newId(now)]
  const id = topicOf(key)
  const isResource = kind === 'resource'
  const about = { kind, space, title, slug: slugOf(title), tags }
  const given = isResource ? { links, contacts } : { links: null, contacts: null }
  const writer: Writer & { member: string } = {
    member: member.id,
    email: '',
    recipient: '',
    address,
    isHost: isHost(viewer),
  }
  const standing = await insertTopic(
    db,
    { ...about, ...given, id, opening, startedAt: now, startedBy: member.id },
    {
      ...memberSignature(hub, member, viewer),
      ...signs,
      ...assessTopicTone(words, hub, isHost(viewer)),
      id: opening,
      conversation: id,
      body,
      html,
      mentioned,
      renderer,
      address,
      writtenAt: now,
      heldFor,
      restsUntil: null,
    },
    writer,
    limitsOf(viewer).perHour,
  )
  if (!standing) return { field: 'form', reason: 'too-many' }
  return { ...standing, ...asThere(standing), isNew: standing.id === id }
}
