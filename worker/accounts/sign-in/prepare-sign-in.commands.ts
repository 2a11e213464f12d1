import type { Hub } from '../../../site/contract/hub'
import { assignRole } from '../members/role.commands'
import { COMMAND_LINE } from '../../audit/rules'
import type { Db } from '../../env'
import { findFreeHandle } from '../members/free-handle.queries'
import { activateInvited } from '../members/profile.commands'
import type { Member } from '../members/table'
import { toEmail } from '../../lib/email-and-url'
import { nameFault } from '../../lib/display-name'
import { clean, cleanLine } from '../../lib/clean-text'
import { removeExpiredSessions } from './session.commands'

/** What signing in needs from a request. */
export interface SignInContext {
  db: Db
  hub: Hub
  now: Date
  /** The key of the hashes by which the handles of erased members are recognized. */
  secret: string
  /** The email address of the first owner: the setting `OWNER_EMAIL`. */
  owner: string | undefined
}

/** A member who has proven who they are; they may still be banned. */
export interface IdentifiedMember {
  member: Member
  /** The name that the member typed, or that the provider has. */
  name: string
  /** Whether the member was just created. */
  isNew: boolean
}

/**
 * What happens before a session starts: activates an invited member, makes the owner of the settings
 * an owner, and removes expired sessions.
 *
 * @returns whether the member signs in for the first time
 */
export const prepareSignIn = async (
  context: SignInContext,
  identified: IdentifiedMember,
): Promise<boolean> => {
  const { db, now, owner } = context
  const { member } = identified
  const isOwner = owner && member.emailVerified && member.email === toEmail(owner)?.toLowerCase()
  if (member.invitedAt) await activateMember(context, identified)
  if (isOwner) await assignRole({ db, now, by: COMMAND_LINE }, member, 'owner', 'OWNER_EMAIL')
  await removeExpiredSessions(db, member.id, now)
  return identified.isNew || member.invitedAt !== null
}

/** The name of a member whose own name is not allowed. */
const FALLBACK_NAME = 'New member'

/** The display name for a given name: cleaned, or the fallback if it is not allowed. */
export const displayNameFor = (given: string, { reservedNames }: Hub): string => {
  const name = clean(given).replace(/\s+/g, ' ')
  return nameFault(name, reservedNames) ? FALLBACK_NAME : cleanLine(name)
}

/** Gives an invited member, known only by their address, a name and a handle. */
const activateMember = async (
  { db, hub, secret, now }: SignInContext,
  { member, name }: IdentifiedMember,
) => {
  const displayName = displayNameFor(name, hub)
  const handle = await findFreeHandle({ db, secret, now }, hub, displayName)
  await activateInvited(db, member.id, { name: displayName, handle }, now)
}
