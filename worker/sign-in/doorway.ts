import type { Hub } from '../../site/contract'
import { giveRole } from '../desk/changes'
import { COMMAND_LINE } from '../desk/rules'
import type { Db } from '../env'
import { freeHandle } from '../members/free-handle'
import { changeToHere } from '../members/profile'
import { findMember } from '../members/queries'
import type { Member } from '../members/table'
import { toEmail } from '../text/addresses'
import { nameFault } from '../text/names'
import { cleanLine } from '../text/words'
import { removePastSessions } from './queries'

/** What the doors need to know of a request. */
export interface Doorway {
  db: Db
  hub: Hub
  secret: string
  origin: string
  now: Date
  /** The e-mail of the first owner, if the settings give one. */
  owner: string | undefined
  /** What somebody new says they are called, or their provider says. */
  name?: string | undefined
  /** Called with the token of a link for this e-mail, when it is good to be mailed. */
  mail?: (link: { email: string; token: string }) => Promise<unknown>
  /** Told of somebody who was to be let in, and is banned. */
  turnedAway?: (member: Member) => void
  /** Told that whoever comes in is here for the first time. */
  welcomed?: () => void
}

/** Lets somebody in, unless they are banned; the owner whom the settings name is one from now on. */
export const isLetIn = async (doorway: Doorway, userId: string): Promise<boolean> => {
  const { db, now, owner, turnedAway } = doorway
  const member = await findMember(db, userId)
  if (!member) return false
  if (member.bannedUntil && member.bannedUntil > now) {
    turnedAway?.(member)
    return false
  }
  const isOwner = owner && member.emailVerified && member.email === toEmail(owner)?.toLowerCase()
  if (member.invitedAt) await letSettle(doorway, member)
  if (isOwner) await giveRole({ db, now, by: COMMAND_LINE }, member, 'owner', 'OWNER_EMAIL')
  await removePastSessions(db, member.id, now)
  return true
}

/** What those are called who give no name that may stand here. */
const NAMELESS = 'New member'

/** How somebody is called from now on who said, or of whom a provider tells, what they are called. */
export const nameOf = (given: string, { reservedNames }: Hub): string => {
  const name = cleanLine(given)
  return nameFault(name, reservedNames) ? NAMELESS : name
}

/** Somebody who was known by their address alone is called as they, or their provider, say. */
const letSettle = async ({ db, hub, now, name = '', welcomed }: Doorway, { id }: Member) => {
  welcomed?.()
  const called = nameOf(name, hub)
  const handle = await freeHandle(db, hub, called, now)
  await changeToHere(db, id, { name: called, handle }, now)
}
