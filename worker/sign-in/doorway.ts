import type { Hub } from '../../site/contract'
import { giveRole } from '../desk/changes'
import { COMMAND_LINE } from '../desk/rules'
import type { Db } from '../env'
import { findMember } from '../members/queries'
import type { Member } from '../members/table'
import { toEmail } from '../text/addresses'
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
  /** What somebody new says they are called. */
  name?: string
  /** Called with the token of a link for this e-mail, when it is good to be mailed. */
  mail?: (link: { email: string; token: string }) => Promise<unknown>
  /** Told of somebody who was to be let in, and is banned. */
  turnedAway?: (member: Member) => void
}

/** Lets somebody in, unless they are banned; the owner whom the settings name is one from now on. */
export const isLetIn = async (
  { db, now, owner, turnedAway }: Doorway,
  userId: string,
): Promise<boolean> => {
  const member = await findMember(db, userId)
  if (!member) return false
  if (member.bannedUntil && member.bannedUntil > now) {
    turnedAway?.(member)
    return false
  }
  const isOwner = owner && member.emailVerified && member.email === toEmail(owner)?.toLowerCase()
  if (isOwner) await giveRole({ db, now, by: COMMAND_LINE }, member, 'owner', 'OWNER_EMAIL')
  await removePastSessions(db, member.id, now)
  return true
}
