import type { BatchItem } from 'drizzle-orm/batch'
import type { Hub } from '../../../site/contract/hub'
import { changeByline } from '../../discussion/comments/byline.commands'
import type { Db } from '../../env'
import { isHandleTaken } from '../../accounts/members/free-handle.queries'
import { hashHandle } from '../../accounts/members/erased-handle.token'
import { toHandle } from '../../accounts/members/handle.rules'
import {
  changeHandle,
  changeProfile,
  isHandleLimitReached,
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
  /** The key of the hashes by which the handles of erased members are recognized. */
  secret: string
  member: Member
}

/** Why a write failed: another member has the handle, or had it, or the member changed it too often. */
const refusalIn = (error: unknown): HandleRefusal | undefined => {
  const text = error instanceof Error ? `${error.message} ${String(error.cause)}` : ''
  if (/NOT NULL constraint failed: former_handles\.handle/.test(text)) return 'handle-too-often'
  const isTaken =
    /UNIQUE constraint failed: (?:index 'members_handle'|former_handles\.handle)/.test(text)
  return isTaken ? 'handle-taken' : undefined
}

/** Why a member cannot have a handle. */
export type HandleRefusal = 'handle-taken' | 'handle-too-often'

/**
 * Why a member cannot have the handle they typed, before anything is saved; `undefined` if they
 * can.
 */
export const handleRefusal = async (
  { member, ...context }: ProfileContext,
  typed: string,
): Promise<HandleRefusal | undefined> => {
  const handle = toHandle(typed)
  if (handle === member.handle.toLowerCase()) return undefined
  if (await isHandleLimitReached(context.db, member.id, context.now)) return 'handle-too-often'
  return (await isHandleTaken(context, member.id, handle)) ? 'handle-taken' : undefined
}

/**
 * Saves a profile in one batch with what follows from it: the bylines of their comments change, and
 * their links are checked.
 *
 * @returns why it was not saved; `undefined` if it was
 */
export const saveProfile = async (
  { db, hub, now, secret, member }: ProfileContext,
  handle: string,
  fields: ProfileFields,
): Promise<HandleRefusal | undefined> => {
  const isOther = handle !== member.handle.toLowerCase()
  if (isOther && (await isHandleLimitReached(db, member.id, now))) return 'handle-too-often'

  const { name, website } = fields
  const hasLinks = Boolean(website) || fields.links!.length > 0
  const linksDueAt = hasLinks ? new Date(now.getTime() + LINK_CHECK_MS) : null
  const byline = hasFile(hub, member) ? { handle } : { name: name!, website: website!, handle }
  const hasNewByline =
    isOther || (byline.name ?? member.name) !== member.name || website !== member.website
  const statements: BatchItem<'sqlite'>[] = [
    ...(isOther
      ? changeHandle(db, member.id, { handle, hash: await hashHandle(secret, handle) }, now)
      : []),
    ...(hasNewByline ? [changeByline(db, member.id, byline)] : []),
    ...(hasLinks ? [addToOutbox(db, { event: 'member.links', subject: member.id, now })] : []),
  ]
  try {
    await db.batch([changeProfile(db, member.id, { ...fields, linksDueAt }, now), ...statements])
    return undefined
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal) return refusal
    throw error
  }
}
