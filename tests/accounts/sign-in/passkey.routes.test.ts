import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { passkeys } from '../../../worker/accounts/sign-in/table'
import { db, member, send } from '../../world'
import { authenticator, type Attestation } from './authenticator'

const ES256 = -7

/** A certificate of 300 bytes: no parser ever gets as far as to mind what is in it. */
const certificate = new Uint8Array(300).fill(0x30)

const challengeAt = async (path: string, cookie?: string): Promise<string> => {
  const { body } = await send(`/community/${path}/challenge`, {}, { cookie })
  return JSON.parse(body).challenge
}

/** A member whose browser has sent a new passkey; what the hub answered, and what it has stored. */
const added = async (attestation: Attestation) => {
  const { id, cookie } = await member()
  const key = await authenticator()
  const credential = await key.create(await challengeAt('me/passkeys', cookie), attestation)
  const { status } = await send('/community/me/passkeys', { credential, name: 'Key' }, { cookie })
  return { key, status, stored: await db.select().from(passkeys).where(eq(passkeys.memberId, id)) }
}

const none: Attestation = { fmt: 'none', statement: () => new Map() }

const bySelf: Attestation = {
  fmt: 'packed',
  statement: async (sign) =>
    new Map<string, number | Uint8Array>([
      ['alg', ES256],
      ['sig', await sign()],
    ]),
}

test.each([
  ['without an attestation', none],
  ['that attests itself, as browsers pass on unasked', bySelf],
])('a passkey %s is added, and signs in', async (_, attestation) => {
  const { key, status, stored } = await added(attestation)
  expect(status).toBe(303)
  expect(stored).toHaveLength(1)

  const credential = await key.use(await challengeAt('sign-in/passkey'))
  const response = await send('/community/sign-in/passkey', { credential })
  expect(response.status).toBe(303)
  expect(response.headers.get('set-cookie')).toContain('hub-session=')
  expect((await send('/community/sign-in/passkey', { credential })).status).toBe(422)
})

test('a passkey that attests itself with another signature is refused', async () => {
  const forged: Attestation = {
    ...bySelf,
    statement: async (sign) => {
      const signature = await sign()
      signature[signature.length - 1]! ^= 1
      return new Map<string, number | Uint8Array>([
        ['alg', ES256],
        ['sig', signature],
      ])
    },
  }
  const { status, stored } = await added(forged)
  expect([status, stored]).toEqual([422, []])
})

test.each(['packed', 'fido-u2f', 'android-key', 'android-safetynet', 'apple', 'tpm'])(
  'a passkey with certificates of its manufacturer is refused: %s',
  async (fmt) => {
    const { status, stored } = await added({
      fmt,
      statement: async (sign) =>
        new Map<string, number | Uint8Array | Uint8Array[]>([
          ['alg', ES256],
          ['sig', await sign()],
          ['x5c', [certificate]],
        ]),
    })
    expect([status, stored]).toEqual([422, []])
  },
)
