import { topicOf } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { limitsOf } from '../../../site/contract/permissions'
import { findRecentCounts } from '../comments/write-guards.queries'
import type { CreatedComment } from '../comments/create-comment.commands'
import { memberSignature } from '../comments/signature.rules'
import { insertTopic, findDuplicateTopic, type NewOpening } from '../comments/insert-topic.commands'
import type { NewTopic } from '../conversations/start.commands'
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

/** A request to start a topic: by whom and when. */
export interface StartRequest {
  db: Db
  hub: Hub
  now: Date
  /** Keys the digest of the text. */
  secret: string
  member: SignedIn
  /** The keyed hash of the network address of the request. */
  address: string
  /** The spam protection's fields of the form. */
  form: GuardInput
}

/** The saved topic, or its duplicate. */
export interface StartedTopic extends Pick<CreatedComment, 'heldFor' | 'isNew'> {
  /** `topic:<id>`. */
  id: string
  slug: string
  /** The id of its opening. */
  opening: string
}

/** Why the member may not start this topic; `undefined` if they may. */
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

/** Both are set for every topic; only posts have `null`. */
const withSlug = ({ slug, opening }: { slug: string | null; opening: string | null }) => ({
  slug: slug!,
  opening: opening!,
})

/** The topic that the same member just started with the same text: a form sent twice is one topic. */
export const findSameTopic = async (
  { db, now, member }: Pick<StartRequest, 'db' | 'now' | 'member'>,
  { title, body }: TopicContent,
): Promise<StartedTopic | undefined> => {
  const [duplicate] = await findDuplicateTopic(db, member.id, { title, body, at: now })
  return duplicate && { ...duplicate, ...withSlug(duplicate), isNew: false }
}

const topicRow = (
  { now, member }: StartRequest,
  { kind, space, title, tags, links, contacts }: TopicContent,
  opening: string,
): NewTopic & { title: string } => ({
  id: topicOf(newId(now)),
  kind,
  space,
  title,
  slug: slugOf(title),
  tags,
  links: kind === 'resource' ? links : null,
  contacts: kind === 'resource' ? contacts : null,
  opening,
  startedAt: now,
  startedBy: member.id,
})

/** The opening of a topic, rendered and checked like a comment. */
const openingOf = async (
  request: StartRequest,
  content: TopicContent,
  ids: Pick<NewOpening, 'id' | 'conversation'>,
): Promise<NewOpening> => {
  const { hub, now, member, address } = request
  const viewer = viewerOf(hub, member, undefined, now)
  const { signs, heldFor, html, mentioned } = await judgeTopic(request, content)
  return {
    ...memberSignature(hub, member, viewer),
    ...signs,
    ...assessTopicTone(content, hub, isHost(viewer)),
    ...ids,
    body: content.body,
    html,
    mentioned,
    renderer,
    address,
    writtenAt: now,
    heldFor,
    restsUntil: null,
  }
}

/** Starts a topic from the valid content of a form, or gives the reason why it is refused. */
export const startTopic = async (
  request: StartRequest,
  content: TopicContent,
): Promise<StartedTopic | TopicRefusal> => {
  const { db, hub, now, member, address } = request
  const refused = await refusalToStart(request, content)
  if (refused) return refused
  const viewer = viewerOf(hub, member, undefined, now)
  const { perHour } = limitsOf(viewer)
  const writer = { member: member.id, email: '', recipient: '', address, isHost: isHost(viewer) }
  const [recent] = await findRecentCounts(db, writer, now)
  if (recent!.own >= perHour) return { field: 'form', reason: 'too-many' }
  const topic = topicRow(request, content, newId(now))
  const ids = { id: topic.opening!, conversation: topic.id }
  const opening = await openingOf(request, content, ids)
  const saved = await insertTopic(db, topic, opening, writer, perHour)
  if (!saved) return { field: 'form', reason: 'too-many' }
  return { ...saved, ...withSlug(saved), isNew: saved.id === topic.id }
}
