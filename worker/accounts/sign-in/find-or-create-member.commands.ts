import { newId } from '../../lib/id'
import { isBanned } from '../members/ban.rules'
import { findFreeHandle } from '../members/free-handle.queries'
import { createMember, changeEmail, findMemberByAnyEmail, findMember } from '../members/queries'
import { toEmail } from '../../lib/email-and-url'
import {
  type IdentifiedMember,
  type SignInContext,
  displayNameFor,
} from './prepare-sign-in.commands'
import { addAccount, endSessions, findAccountOwner, removeSignInMethods } from './queries'
import { isPlaceholderEmail, placeholderEmail } from './rules'
import type { ProviderProfile } from './provider-profile.client'

/*
 * Who somebody is who stands at a door. A person is (provider, subject), or whoever shows an address
 * to be theirs; an address joins the two only where both sides have verified it.
 */

/** The account by which a provider knows somebody. */
type Account = ProviderProfile & { provider: string }

/**
 * Whoever was slower looks again: the same person may come in twice at the same moment, and so may
 * two of one name, and the database lets one of them first.
 */
const retryOnce = <T>(identify: () => Promise<T>): Promise<T> => identify().catch(identify)

/** A member from now on; without an address that is theirs, with one that leads nowhere. */
const createWithAccount = async (
  { db, hub, now }: SignInContext,
  name: string,
  email: string | undefined,
  account?: Account,
): Promise<IdentifiedMember> => {
  const id = newId(now)
  const called = displayNameFor(name, hub)
  const newcomer = {
    id,
    name: called,
    handle: await findFreeHandle(db, hub, called, now),
    email: email ?? placeholderEmail(newId(now)),
    emailVerified: email !== undefined,
  }
  const adding = createMember(db, newcomer, now)
  if (account) await db.batch([adding, addAccount(db, rowOf(id, account, now))])
  else await adding
  return { member: (await findMember(db, id))!, name, isNew: true }
}

const rowOf = (memberId: string, { provider, subject }: Account, now: Date) => ({
  id: newId(now),
  providerId: provider,
  accountId: subject,
  userId: memberId,
  createdAt: now,
  updatedAt: now,
})

/** Whoever has followed the letter to this address, in which only they could find the link. */
export const findOrCreateByEmail = (
  doorway: SignInContext,
  email: string,
  name: string,
): Promise<IdentifiedMember> =>
  retryOnce(async () => {
    const { db, now } = doorway
    const member = await findMemberByAnyEmail(db, email)
    if (!member) return createWithAccount(doorway, name, email)
    if (member.emailVerified) return { member, name, isNew: false }
    // Whoever had written down an address that they never showed to be theirs has no way in left.
    const { id } = member
    await db.batch([
      endSessions(db, id),
      ...removeSignInMethods(db, id),
      changeEmail(db, id, email, now),
    ])
    return { member: { ...member, emailVerified: true }, name, isNew: false }
  })

/** The address that a provider vouches for, as the hub writes it; none of those that lead nowhere. */
const verifiedEmailOf = ({ email = '' }: ProviderProfile): string | undefined => {
  const address = toEmail(email)?.toLowerCase()
  return address && !isPlaceholderEmail(address) ? address : undefined
}

/** Whom a provider tells of; nobody, while the hub has their address from somebody it may not be. */
export const findOrCreateByProvider = (
  doorway: SignInContext,
  provider: string,
  told: ProviderProfile,
): Promise<IdentifiedMember | 'not-joined'> =>
  retryOnce(async () => {
    const { db, now } = doorway
    const { subject, name } = told
    const owner = await findAccountOwner(db, provider, subject)
    if (owner) return { member: owner, name, isNew: false }
    const email = verifiedEmailOf(told)
    const member = email && (await findMemberByAnyEmail(db, email))
    if (!member) return createWithAccount(doorway, name, email, { ...told, provider })
    if (!member.emailVerified) return 'not-joined'
    if (!isBanned(member, now)) await addAccount(db, rowOf(member.id, { ...told, provider }, now))
    return { member, name, isNew: false }
  })

/** Adds an account to the ways in of a member, unless it is somebody else's. */
export const linkAccount = (
  { db, now }: SignInContext,
  memberId: string,
  provider: string,
  told: ProviderProfile,
): Promise<'added' | 'belongs-to-other'> =>
  retryOnce(async () => {
    const owner = await findAccountOwner(db, provider, told.subject)
    if (!owner) await addAccount(db, rowOf(memberId, { ...told, provider }, now))
    return owner && owner.id !== memberId ? 'belongs-to-other' : 'added'
  })
