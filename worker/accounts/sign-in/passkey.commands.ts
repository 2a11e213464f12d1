import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { sha256 } from '../../lib/hmac'
import { createVerification, type SignedIn, takeVerification } from './queries'
import { CHALLENGE_MINUTES } from './rules'
import type { Passkey } from './table'

/*
 * Passkeys (WebAuthn). A challenge is good once and for five minutes, and for one purpose: the row
 * in which it waits says whether it adds a key, and to whom, or lets somebody in.
 */

interface PasskeyContext {
  db: Db
  hub: Hub
  /** Where the page with the script stands: a key is bound to its host. */
  origin: string
  now: Date
}

const SIGN_IN = 'sign-in'

const hostOf = ({ origin }: PasskeyContext) => new URL(origin).hostname

const saveChallenge = async ({ db, now }: PasskeyContext, challenge: string, purpose: string) => {
  const expiresAt = new Date(now.getTime() + CHALLENGE_MINUTES * 60_000)
  const identifier = `passkey:${await sha256(challenge)}`
  await createVerification(db, { id: newId(now), identifier, value: purpose, expiresAt }, now)
}

/** Whether the hub gave this challenge for this; from then on it is used up. */
const takeChallenge = async ({ db, now }: PasskeyContext, challenge: string, purpose: string) =>
  (await takeVerification(db, `passkey:${await sha256(challenge)}`, now)) === purpose

/** What a browser needs to make a key for a member. */
export const registrationOptionsFor = async (
  asked: PasskeyContext,
  member: SignedIn,
  keys: Passkey[],
) => {
  const options = await generateRegistrationOptions({
    rpName: `${asked.hub.name} ${asked.hub.title}`,
    rpID: hostOf(asked),
    userName: member.handle,
    userDisplayName: member.name,
    userID: new Uint8Array(Buffer.from(member.id)),
    attestationType: 'none',
    excludeCredentials: keys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await saveChallenge(asked, options.challenge, member.id)
  return options
}

/** What a browser needs to let somebody in with a key of theirs, whoever they are. */
export const authenticationOptionsFor = async (asked: PasskeyContext) => {
  const rpID = hostOf(asked)
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
  await saveChallenge(asked, options.challenge, SIGN_IN)
  return options
}

const parsed = (credential: string) => {
  try {
    return JSON.parse(credential)
  } catch {
    return undefined
  }
}

/** The id of the key that a browser says it used; whether it did is not known yet. */
export const credentialIdIn = (credential: string): string => {
  const id: unknown = parsed(credential)?.id
  return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) ? id : ''
}

/** The key that a browser has made for this member; `undefined` when it does not hold. */
export const verifyNewPasskey = async (
  asked: PasskeyContext,
  member: SignedIn,
  credential: string,
) => {
  const checked = await verifyRegistrationResponse({
    response: parsed(credential),
    expectedChallenge: (challenge) => takeChallenge(asked, challenge, member.id),
    expectedOrigin: asked.origin,
    expectedRPID: hostOf(asked),
    requireUserVerification: true,
  }).catch(refused)
  if (!checked?.verified) return undefined
  const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential
  return { id, publicKey: toText(publicKey), counter, transports }
}

/** How often this key was used, as it says itself now; `undefined` when its signature fails. */
export const verifyPasskeyUse = async (asked: PasskeyContext, key: Passkey, credential: string) => {
  const checked = await verifyAuthenticationResponse({
    response: parsed(credential),
    expectedChallenge: (challenge) => takeChallenge(asked, challenge, SIGN_IN),
    expectedOrigin: asked.origin,
    expectedRPID: hostOf(asked),
    credential: { id: key.id, publicKey: toBytes(key.publicKey), counter: key.counter },
    requireUserVerification: true,
  }).catch(refused)
  return checked?.verified ? checked.authenticationInfo.newCounter : undefined
}

/** Whatever is wrong with what a browser sent, it lets nobody in. */
const refused = (error: unknown) => {
  console.error('a passkey was refused:', error)
  return undefined
}

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

const toBytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
