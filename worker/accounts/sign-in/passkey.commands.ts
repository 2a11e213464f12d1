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
import { createVerification, takeVerification } from './verification.commands'
import { type SignedIn } from './queries'
import { CHALLENGE_MINUTES } from './rules'
import type { Passkey } from './table'
import { logFailure } from '../../lib/log-failure'

/*
 * Passkeys (WebAuthn). A challenge works once, for five minutes and for one purpose: its row says
 * whether it is for signing in, or for which member it adds a passkey.
 */

interface PasskeyContext {
  db: Db
  hub: Hub
  /** The origin of the page with the script; a passkey is bound to its host. */
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

/** Whether the hub issued this challenge for this purpose; deletes it. */
const takeChallenge = async ({ db, now }: PasskeyContext, challenge: string, purpose: string) =>
  (await takeVerification(db, `passkey:${await sha256(challenge)}`, now)) === purpose

/** The options with which a browser creates a passkey for a member. */
export const registrationOptionsFor = async (
  context: PasskeyContext,
  member: SignedIn,
  keys: Passkey[],
) => {
  const options = await generateRegistrationOptions({
    rpName: `${context.hub.name} ${context.hub.title}`,
    rpID: hostOf(context),
    userName: member.handle,
    userDisplayName: member.name,
    userID: new Uint8Array(Buffer.from(member.id)),
    attestationType: 'none',
    excludeCredentials: keys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await saveChallenge(context, options.challenge, member.id)
  return options
}

/** The options with which a browser signs in with any passkey of this hub. */
export const authenticationOptionsFor = async (context: PasskeyContext) => {
  const rpID = hostOf(context)
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' })
  await saveChallenge(context, options.challenge, SIGN_IN)
  return options
}

const parsed = (credential: string) => {
  try {
    return JSON.parse(credential)
  } catch {
    return undefined
  }
}

/** The id of the passkey in a credential, not verified yet; empty if it is malformed. */
export const credentialIdIn = (credential: string): string => {
  const id: unknown = parsed(credential)?.id
  return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) ? id : ''
}

/** The new passkey in a credential; `undefined` if the verification fails. */
export const verifyNewPasskey = async (
  context: PasskeyContext,
  member: SignedIn,
  credential: string,
) => {
  const result = await verifyRegistrationResponse({
    response: parsed(credential),
    expectedChallenge: (challenge) => takeChallenge(context, challenge, member.id),
    expectedOrigin: context.origin,
    expectedRPID: hostOf(context),
    requireUserVerification: true,
  }).catch(logRefusal)
  if (!result?.verified) return undefined
  const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential
  return { id, publicKey: toText(publicKey), counter, transports }
}

/** The new counter of the passkey; `undefined` if the verification fails. */
export const verifyPasskeyUse = async (
  context: PasskeyContext,
  key: Passkey,
  credential: string,
) => {
  const result = await verifyAuthenticationResponse({
    response: parsed(credential),
    expectedChallenge: (challenge) => takeChallenge(context, challenge, SIGN_IN),
    expectedOrigin: context.origin,
    expectedRPID: hostOf(context),
    credential: { id: key.id, publicKey: toBytes(key.publicKey), counter: key.counter },
    requireUserVerification: true,
  }).catch(logRefusal)
  return result?.verified ? result.authenticationInfo.newCounter : undefined
}

/** Logs why a credential was refused; any error in it counts as a failed verification. */
const logRefusal = (error: unknown) => {
  logFailure('a passkey was refused', error)
  return undefined
}

const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

const toBytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
