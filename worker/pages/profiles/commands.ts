import type { BatchItem } from 'drizzle-orm/batch'
import type { Hub } from '../../../site/contract/hub'
import { changeByline } from '../../discussion/comments/byline.commands'
import type { Db } from '../../env'
import { isHandleTaken } from '../../accounts/members/free-handle.queries'
import { MAX_HANDLE_CHANGES, toHandle } from '../../accounts/members/handle.rules'
import {
  changeHandle,
  changeProfile,
  countFormerHandles,
} from '../../accounts/members/profile.commands'
import type { ProfileFields } from '../../accounts/members/profile.commands'
import type { Member } from '../../accounts/members/table'
import { addToOutbox } from '../../notifications/commands'
import { hasFile } from './rules'

/** When links are checked if the job that does so at once is lost, in milliseconds. */
const LINK_CHECK_MS = 24 * 60 * 60 * 1000

interface ProfileContext {
  db: Db
  hub: Hub
  now: Date
  member: Member
}

/** Whether a write failed because another member has the handle, or had it within the year. */
const isTaken = (error: unknown): boolean => {
  const text = error instanceof Error ? `${error.message} ${String(error.cause)}` : ''
  return /UNIQUE constraint failed: (?:index 'members_handle'|former_handles\.handle)/.test(text)
}

/** Why a member cannot have a handle. */
export type HandleRefusal = 'handle-taken' | 'handle-too-often'

/**
 * Why a member cannot have the handle they typed, before anything is saved; `undefined` if they
 * can.
 */
export const handleRefusal = async (
  { db, now, member }: ProfileContext,
  typed: string,
): Promise<HandleRefusal | undefined> => {
  const handle = toHandle(typed)
  if (handle === member.handle.toLowerCase()) return undefined
  if ((await countFormerHandles(db, member.id, now)) >= MAX_HANDLE_CHANGES)
    return 'handle-too-often'
  return (await isHandleTaken(db, member.id, handle, now)) ? 'handle-taken' : undefined
}

/**
 * Saves a profile in one batch with what follows from it: the bylines of their comments change, and
 * their links are checked.
 *
 * @returns why it was not saved; `undefined` if it was
 */
export const saveProfile = async (
  { db, hub, now, member }: ProfileContext,
  handle: string,
  fields: ProfileFields,
): Promise<HandleRefusal | undefined> => {
  const isOther = handle !== member.handle.toLowerCase()
  if (isOther && (await countFormerHandles(db, member.id, now)) >= MAX_HANDLE_CHANGES)
    return 'handle-too-often'

  const { name, website } = fields
  const hasLinks = Boolean(website) || fields.links!.length > 0
  const linksDueAt = hasLinks ? new Date(now.getTime() + LINK_CHECK_MS) : null
  const byline = hasFile(hub, member) ? { handle } : { name: name!, website: website!, handle }
  const hasNewByline =
    isOther || (byline.name ?? member.name) !== member.name || website !== member.website
  const statements: BatchItem<'sqlite'>[] = [
    ...(isOther ? changeHandle(db, member.id, handle, now) : []),
    ...(hasNewByline ? [changeByline(db, member.id, byline)] : []),
    ...(hasLinks ? [addToOutbox(db, { event: 'member.links', subject: member.id, now })] : []),
  ]
  try {
    await db.batch([changeProfile(db, member.id, { ...fields, linksDueAt }, now), ...statements])
    return undefined
  } catch (error) {
    if (isTaken(error)) return 'handle-taken'
    throw error
  }
}
