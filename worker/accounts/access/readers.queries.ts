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
import { isForAll, isThereFor, mayIn } from './rules'

/** What judging somebody needs who does not ask by themselves. */
export interface Judging {
  db: Db
  hub: Pick<Hub, 'spaces' | 'levels'>
  now: Date
}

/**
 * A member as the rules of a space see them, by their id: for a letter, which goes out when nobody
 * asks. Whoever has left or is banned is a stranger.
 */
export const findViewerOf = async (
  { db, hub, now }: Judging,
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
const findWriter = async (judging: Judging, { memberId, guestId }: Writer): Promise<Viewer> => {
  if (memberId) return findViewerOf(judging, memberId)
  const guest = guestId ? await findGuest(judging.db, guestId) : undefined
  return viewerOf(judging.hub, undefined, guest, judging.now)
}

interface Writer {
  memberId: string | null
  guestId: string | null
}

/** Whether whoever wrote something may read where they did, now. */
export const isStillReader = async (
  judging: Judging,
  writer: Writer,
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<boolean> => {
  if (isForAll(judging.hub, conversation)) return true
  const viewer = await findWriter(judging, writer)
  const isAllowed = mayIn(judging.hub, viewer, 'read', conversation) === 'yes'
  return isAllowed && isThereFor(conversation, viewer, writer.memberId ?? undefined)
}

/** Whether a member may read a conversation now: what they may not, no letter tells them. */
export const isReader = (
  judging: Judging,
  memberId: string,
  conversation: Pick<Conversation, 'space' | 'state' | 'startedBy'>,
): Promise<boolean> => isStillReader(judging, { memberId, guestId: null }, conversation)
