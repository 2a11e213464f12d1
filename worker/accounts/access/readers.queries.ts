import { and, eq, isNull } from 'drizzle-orm'
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

/** What judging somebody needs who does not ask by themselves. */
export interface ReaderContext {
  db: Db
  hub: Pick<Hub, 'spaces' | 'levels'>
  now: Date
}

/**
 * A member as the rules of a space see them, by their id: for a letter, which goes out when nobody
 * asks. Whoever has left or is banned is a stranger.
 */
export const findMemberViewer = async (
  { db, hub, now }: ReaderContext,
  memberId: string,
): Promise<Viewer> => {
  const [[member], given, joined] = await db.batch([
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
  const isHere = member && !isBanned(member, now)
  return viewerOf(hub, isHere ? { ...member, grants: given, groups } : undefined, undefined, now)
}

/** The same for whoever wrote something: a member, or a guest who has shown that the address is theirs. */
const findAuthorViewer = async (
  judging: ReaderContext,
  { memberId, guestId }: AuthorIds,
): Promise<Viewer> => {
  if (memberId) return findMemberViewer(judging, memberId)
  const guest = guestId ? await findGuest(judging.db, guestId) : undefined
  return viewerOf(judging.hub, undefined, guest, judging.now)
}

interface AuthorIds {
  memberId: string | null
  guestId: string | null
}

/** Whether whoever wrote something may read where they did, now. */
export const mayAuthorRead = async (
  judging: ReaderContext,
  writer: AuthorIds,
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<boolean> => {
  if (isPublicConversation(judging.hub, conversation)) return true
  const viewer = await findAuthorViewer(judging, writer)
  const isAllowed = mayIn(judging.hub, viewer, 'read', conversation) === 'yes'
  return isAllowed && isVisibleTo(conversation, viewer, writer.memberId ?? undefined)
}

/** Whether a member may read a conversation now: what they may not, no letter tells them. */
export const mayMemberRead = (
  judging: ReaderContext,
  memberId: string,
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<boolean> => mayAuthorRead(judging, { memberId, guestId: null }, conversation)
