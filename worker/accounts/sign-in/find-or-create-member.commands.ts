import { newId } from '../../lib/id'
import { isBanned } from '../members/ban.rules'
import { findFreeHandle } from '../members/free-handle.queries'
import { createMember, changeEmail } from '../members/commands'
import { findMemberByAnyEmail, findMember } from '../members/queries'
import { toEmail } from '../../lib/email-and-url'
import {
  type IdentifiedMember,
  type SignInContext,
  displayNameFor,
} from './prepare-sign-in.commands'
import { endSessions } from './session.commands'
import { addAccount, removeSignInMethods } from './method.commands'
import { findAccountOwner } from './queries'
import { isPlaceholderEmail, placeholderEmail } from './rules'
import type { ProviderProfile } from './provider-profile.client'

/*
 * Which member signs in. A member is identified by (provider, subject), or by an address that they
 * have confirmed. An address links the two only if the hub and the provider have both verified it.
 */

/** An account at a provider. */
type Account = ProviderProfile & { provider: string }

/**
 * Runs again after a failure. One person may sign in twice at the same moment, or two people get the
 * same handle; the unique indexes let one request win, and the other then finds its row.
 */
const retryOnce = <T>(identify: () => Promise<T>): Promise<T> => identify().catch(identify)

/** Creates a member; without a verified address they get a placeholder. */
const createWithAccount = async (
  { db, hub, secret, now }: SignInContext,
  name: string,
  email: string | undefined,
  account?: Account,
): Promise<IdentifiedMember> => {
  const id = newId(now)
  const displayName = displayNameFor(name, hub)
  const member = {
    id,
    name: displayName,
    handle: await findFreeHandle({ db, secret, now }, hub, displayName),
    email: email ?? placeholderEmail(newId(now)),
    emailVerified: email !== undefined,
  }
  const creation = createMember(db, member, now)
  if (account) await db.batch([creation, addAccount(db, rowOf(id, account, now))])
  else await creation
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

/** The member with an address that the emailed link has proven; created if there is none. */
export const findOrCreateByEmail = (
  context: SignInContext,
  email: string,
  name: string,
): Promise<IdentifiedMember> =>
  retryOnce(async () => {
    const { db, now } = context
    const member = await findMemberByAnyEmail(db, email)
    if (!member) return createWithAccount(context, name, email)
    if (member.emailVerified) return { member, name, isNew: false }
    // Attack: an account registered with another person's unconfirmed address. All its methods end.
    const { id } = member
    await db.batch([
      endSessions(db, id),
      ...removeSignInMethods(db, id),
      changeEmail(db, id, email, now),
    ])
    return { member: { ...member, emailVerified: true }, name, isNew: false }
  })

/** The address that a provider has verified, in lower case; never a placeholder. */
const verifiedEmailOf = ({ email = '' }: ProviderProfile): string | undefined => {
  const address = toEmail(email)?.toLowerCase()
  return address && !isPlaceholderEmail(address) ? address : undefined
}

/**
 * The member with an account at a provider; created if there is none. `'not-joined'` if the address
 * belongs to a member who has not confirmed it, and so may be another person.
 */
export const findOrCreateByProvider = (
  context: SignInContext,
  provider: string,
  profile: ProviderProfile,
): Promise<IdentifiedMember | 'not-joined'> =>
  retryOnce(async () => {
    const { db, now } = context
    const { subject, name } = profile
    const owner = await findAccountOwner(db, provider, subject)
    if (owner) return { member: owner, name, isNew: false }
    const account = { ...profile, provider }
    const email = verifiedEmailOf(profile)
    const member = email && (await findMemberByAnyEmail(db, email))
    if (!member) return createWithAccount(context, name, email, account)
    if (!member.emailVerified) return 'not-joined'
    if (!isBanned(member, now)) await addAccount(db, rowOf(member.id, account, now))
    return { member, name, isNew: false }
  })

/** Adds an account to a member’s sign-in methods, unless it belongs to another member. */
export const linkAccount = (
  { db, now }: SignInContext,
  memberId: string,
  provider: string,
  profile: ProviderProfile,
): Promise<'added' | 'belongs-to-other'> =>
  retryOnce(async () => {
    const owner = await findAccountOwner(db, provider, profile.subject)
    if (!owner) await addAccount(db, rowOf(memberId, { ...profile, provider }, now))
    return owner && owner.id !== memberId ? 'belongs-to-other' : 'added'
  })
