import type { Hub } from '../../../site/contract/hub'
import { assignRole } from '../members/role.commands'
import { COMMAND_LINE } from '../../audit/rules'
import type { Db } from '../../env'
import { findFreeHandle } from '../members/free-handle.queries'
import { activateInvited } from '../members/profile.commands'
import type { Member } from '../members/table'
import { toEmail } from '../../lib/email-and-url'
import { nameFault } from '../../lib/display-name'
import { cleanLine } from '../../lib/clean-text'
import { removeExpiredSessions } from './queries'

/** What the doors need to know of a request. */
export interface SignInContext {
  db: Db
  hub: Hub
  now: Date
  /** The e-mail of the first owner, if the settings give one. */
  owner: string | undefined
}

/** Somebody who may come in, unless they are banned. */
export interface IdentifiedMember {
  member: Member
  /** What they say they are called, or their provider says. */
  name: string
  /** Whether they are a member since just now. */
  isNew: boolean
}

/**
 * Readies everything for somebody who is let in; the owner whom the settings name is one from now
 * on. Gives back whether they are here for the first time.
 */
export const prepareSignIn = async (
  doorway: SignInContext,
  arrival: IdentifiedMember,
): Promise<boolean> => {
  const { db, now, owner } = doorway
  const { member } = arrival
  const isOwner = owner && member.emailVerified && member.email === toEmail(owner)?.toLowerCase()
  if (member.invitedAt) await activateMember(doorway, arrival)
  if (isOwner) await assignRole({ db, now, by: COMMAND_LINE }, member, 'owner', 'OWNER_EMAIL')
  await removeExpiredSessions(db, member.id, now)
  return arrival.isNew || member.invitedAt !== null
}

/** What those are called who give no name that may stand here. */
const FALLBACK_NAME = 'New member'

/** How somebody is called from now on who said, or of whom a provider tells, what they are called. */
export const displayNameFor = (given: string, { reservedNames }: Hub): string => {
  const name = cleanLine(given)
  return nameFault(name, reservedNames) ? FALLBACK_NAME : name
}

/** Somebody who was known by their address alone is called as they, or their provider, say. */
const activateMember = async (
  { db, hub, now }: SignInContext,
  { member, name }: IdentifiedMember,
) => {
  const called = displayNameFor(name, hub)
  const handle = await findFreeHandle(db, hub, called, now)
  await activateInvited(db, member.id, { name: called, handle }, now)
}
