import { isoBase64URL, isoCBOR, isoUint8Array } from '@simplewebauthn/server/helpers'
import { origin } from '../../world'

/* An authenticator in software, as WebAuthn describes one: a key on P-256, and what it signs. */

/** User present, user verified, and a new key is attached. */
const FLAGS = { use: 0b0000_0101, creation: 0b0100_0101 }

/** ES256, in the terms of COSE (RFC 9053): the algorithm, and -2 and -3 its point. */
const ES256 = { kty: 2, alg: -7, crv: 1 }

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

const ascii = (text: string) => new TextEncoder().encode(text)
const base64url = (bytes: Uint8Array) => isoBase64URL.fromBuffer(new Uint8Array(bytes))
const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))

/** A positive integer in DER: without leading zeros but the one that keeps it positive. */
const integer = (bytes: Uint8Array): number[] => {
  const digits = [...bytes].slice(bytes.findIndex((byte) => byte !== 0))
  const value = digits[0]! >= 0x80 ? [0, ...digits] : digits
  return [0x02, value.length, ...value]
}

/** WebCrypto signs with two numbers in a row; authenticators put them in DER. */
const sign = async (key: CryptoKey, data: Uint8Array) => {
  const numbers = new Uint8Array(await crypto.subtle.sign(P256, key, new Uint8Array(data)))
  const both = [...integer(numbers.slice(0, 32)), ...integer(numbers.slice(32))]
  return new Uint8Array([0x30, both.length, ...both])
}

type Statement = Map<string, number | Uint8Array | Uint8Array[]>

/** What an authenticator says of the key it has made; `sign` signs that with the key itself. */
export interface Attestation {
  fmt: string
  statement: (sign: () => Promise<Uint8Array>) => Promise<Statement> | Statement
}

/** A new authenticator with one passkey; both give what a browser sends, as JSON. */
export const authenticator = async () => {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(P256, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const { x, y } = (await crypto.subtle.exportKey('jwk', publicKey)) as JsonWebKey
  const id = crypto.getRandomValues(new Uint8Array(16))
  let uses = 0

  const authenticatorData = async (flags: number, attached: Uint8Array<ArrayBuffer>[] = []) => {
    const counter = new Uint8Array([0, 0, 0, ++uses])
    const host = await sha256(ascii(new URL(origin).hostname))
    return isoUint8Array.concat([host, new Uint8Array([flags]), counter, ...attached])
  }
  const clientData = (type: string, challenge: string) =>
    ascii(JSON.stringify({ type: `webauthn.${type}`, challenge, origin }))
  const credential = (response: Record<string, string>) =>
    JSON.stringify({ id: base64url(id), rawId: base64url(id), type: 'public-key', response })

  /** The new passkey and what the authenticator attests of it. */
  const create = async (challenge: string, { fmt, statement }: Attestation) => {
    const cose = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, ES256.kty],
        [3, ES256.alg],
        [-1, ES256.crv],
        [-2, isoBase64URL.toBuffer(x!)],
        [-3, isoBase64URL.toBuffer(y!)],
      ]),
    )
    const attached = [new Uint8Array(16), new Uint8Array([0, id.length]), id, cose]
    const authData = await authenticatorData(FLAGS.creation, attached)
    const client = clientData('create', challenge)
    const signed = async () =>
      sign(privateKey, isoUint8Array.concat([authData, await sha256(client)]))
    const attestation = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', await statement(signed)],
      ['authData', authData],
    ])
    const attestationObject = base64url(isoCBOR.encode(attestation as never))
    return credential({ clientDataJSON: base64url(client), attestationObject })
  }

  /** The answer to a challenge to sign in. */
  const use = async (challenge: string) => {
    const data = await authenticatorData(FLAGS.use)
    const client = clientData('get', challenge)
    const signature = await sign(privateKey, isoUint8Array.concat([data, await sha256(client)]))
    return credential({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(signature),
    })
  }

  return { create, use }
}
