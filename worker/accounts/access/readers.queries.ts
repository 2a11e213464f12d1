import { and, eq, isNull, sql } from 'drizzle-orm'
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
 * A member as a viewer, by their id: for emails, which are sent outside of a request. A deleted or
 * banned member counts as a guest.
 */
export const findMemberViewer = async (
  { db, hub, now }: ReaderContext,
  memberId: string,
): Promise<Viewer> => {
  const [[member], granted, joined] = await db.batch([
    db.select().from(members).where(eq(members.id, memberId)).limit(1),
    db
      .select({ kind: grants.kind, level: grants.level })
      .from(grants)
      .where(and(eq(grants.memberId, memberId), isNull(grants.endedAt))),
    db
      .select({ group: memberships.groupId })
      .from(memberships)
      .where(eq(memberships.memberId, memberId)),
  ])
  const groups = joined.map(({ group }) => group)
  const isActive = member && !isBanned(member, now)
  const active = isActive ? { ...member, grants: granted, groups } : undefined
  return viewerOf(hub, active, undefined, now)
}

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
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<boolean> => {
  if (isPublicConversation(context.hub, conversation)) return true
  const viewer = await findAuthorViewer(context, author)
  const isAllowed = mayIn(context.hub, viewer, 'read', conversation) === 'yes'
  return isAllowed && isVisibleTo(conversation, viewer, author.memberId ?? undefined)
}

/** Whether a member may read a conversation now, so that an email shows nothing they may not read. */
export const mayMemberRead = (
  context: ReaderContext,
  memberId: string,
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<boolean> => mayAuthorRead(context, { memberId, guestId: null }, conversation)

/** Those of these members who may read a conversation now, in one round trip. */
export const listReaders = async (
  { db, hub, now }: ReaderContext,
  memberIds: readonly string[],
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<Set<string>> => {
  if (memberIds.length === 0 || isPublicConversation(hub, conversation)) return new Set(memberIds)
  const asked = sql`(select value from json_each(${JSON.stringify(memberIds)}))`
  const [found, granted, joined] = await db.batch([
    db
      .select()
      .from(members)
      .where(sql`${members.id} in ${asked}`),
    db
      .select({ memberId: grants.memberId, kind: grants.kind, level: grants.level })
      .from(grants)
      .where(and(sql`${grants.memberId} in ${asked}`, isNull(grants.endedAt))),
    db
      .select()
      .from(memberships)
      .where(sql`${memberships.memberId} in ${asked}`),
  ])
  const mayRead = (member: (typeof found)[number]) => {
    if (isBanned(member, now)) return false
    const own = granted.filter(({ memberId }) => memberId === member.id)
    const groups = joined
      .filter(({ memberId }) => memberId === member.id)
      .map(({ groupId }) => groupId)
    const viewer = viewerOf(hub, { ...member, grants: own, groups }, undefined, now)
    return (
      mayIn(hub, viewer, 'read', conversation) === 'yes' &&
      isVisibleTo(conversation, viewer, member.id)
    )
  }
  return new Set(found.filter(mayRead).map(({ id }) => id))
}
