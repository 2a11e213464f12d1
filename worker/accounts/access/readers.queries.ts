import { and, isNull, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import type { Db } from '../../env'
import { memberships } from '../groups/table'
import { isBanned } from '../members/ban.rules'
import { findGuest } from '../members/queries'
import { viewerOf } from '../members/rules'
import { grants, members } from '../members/table'
import { isPublicConversation, isVisibleTo, mayIn } from './rules'

/** What it takes to check permissions outside of a request. */
export interface ReaderContext {
  db: Db
  hub: Pick<Hub, 'spaces' | 'levels'>
  now: Date
}

/**
 * Members as viewers, by their ids: for emails, which are sent outside of a request. A deleted or
 * banned member counts as a guest. Three queries for however many.
 */
const findMemberViewers = async (
  { db, hub, now }: ReaderContext,
  memberIds: readonly string[],
): Promise<Map<string, Viewer>> => {
  const ids = sql`(select value from json_each(${JSON.stringify([...new Set(memberIds)])}))`
  const [rows, granted, joined] = await db.batch([
    db
      .select()
      .from(members)
      .where(sql`${members.id} in ${ids}`),
    db
      .select({ memberId: grants.memberId, kind: grants.kind, level: grants.level })
      .from(grants)
      .where(and(sql`${grants.memberId} in ${ids}`, isNull(grants.endedAt))),
    db
      .select({ memberId: memberships.memberId, group: memberships.groupId })
      .from(memberships)
      .where(sql`${memberships.memberId} in ${ids}`),
  ])
  const viewerOfMember = (id: string) => {
    const member = rows.find((row) => row.id === id)
    const isActive = member && !isBanned(member, now)
    const active = isActive && {
      ...member,
      grants: granted.filter(({ memberId }) => memberId === id),
      groups: joined.filter(({ memberId }) => memberId === id).map(({ group }) => group),
    }
    return viewerOf(hub, active || undefined, undefined, now)
  }
  return new Map(memberIds.map((id) => [id, viewerOfMember(id)]))
}

/** A member as a viewer, by their id; a deleted or banned member counts as a guest. */
export const findMemberViewer = async (context: ReaderContext, memberId: string): Promise<Viewer> =>
  (await findMemberViewers(context, [memberId])).get(memberId)!

/** An author as a viewer: a member, or a guest, whose confirmation counts. */
export const findAuthorViewer = async (
  context: ReaderContext,
  { memberId, guestId }: AuthorIds,
): Promise<Viewer> => {
  if (memberId) return findMemberViewer(context, memberId)
  const guest = guestId ? await findGuest(context.db, guestId) : undefined
  return viewerOf(context.hub, undefined, guest, context.now)
}

interface AuthorIds {
  memberId: string | null
  guestId: string | null
}

/** Whether the author of a comment may read its conversation now. */
export const mayAuthorRead = async (
  context: ReaderContext,
  author: AuthorIds,
  conversation: Readable,
): Promise<boolean> => {
  if (isPublicConversation(context.hub, conversation)) return true
  const viewer = await findAuthorViewer(context, author)
  return mayViewerRead(context, viewer, author.memberId, conversation)
}

type Readable = Pick<Conversation, 'space' | 'state' | 'startedBy'>

const mayViewerRead = (
  { hub }: ReaderContext,
  viewer: Viewer,
  memberId: string | null,
  conversation: Readable,
): boolean =>
  mayIn(hub, viewer, 'read', conversation) === 'yes' &&
  isVisibleTo(conversation, viewer, memberId ?? undefined)

/** Whether a member may read a conversation now, so that an email shows nothing they may not read. */
export const mayMemberRead = (
  context: ReaderContext,
  memberId: string,
  conversation: Readable,
): Promise<boolean> => mayAuthorRead(context, { memberId, guestId: null }, conversation)

/** Whether each member may read the conversation beside them now; three queries for all. */
export const mayMembersRead = async (
  context: ReaderContext,
  asked: readonly (readonly [memberId: string, conversation: Readable])[],
): Promise<boolean[]> => {
  const isPublic = asked.map(([, one]) => isPublicConversation(context.hub, one))
  const ids = asked.filter((_, at) => !isPublic[at]).map(([memberId]) => memberId)
  const viewers = ids.length > 0 ? await findMemberViewers(context, ids) : new Map<string, Viewer>()
  return asked.map(
    ([memberId, one], at) =>
      isPublic[at]! || mayViewerRead(context, viewers.get(memberId)!, memberId, one),
  )
}
