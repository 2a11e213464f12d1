/*
 * Stands in for `@peculiar/asn1-schema` and `@peculiar/asn1-ecc`, by `[alias]` in wrangler.toml.
 *
 * Of all that ASN.1 can say, `@simplewebauthn/server` needs one shape to let a key in: the signature
 * of an ECDSA key, two numbers in a row. Those libraries would be 40 KiB of the Worker for it. The
 * rest is in certificates, and the hub reads none (no-certificates.ts).
 *
 * What is read here vouches for nothing by itself: the numbers are checked against the key.
 */
const SEQUENCE = 0x30
const INTEGER = 0x02
/** From here on a length is said in more bytes than one; so is that of the longest curve, P-521. */
const LONG = 0x81

const refuse = (): never => {
  throw new Error('a signature could not be read; expected two numbers in DER, as ECDSA has them')
}

/** The bytes of the value that `bytes` begin with, and those behind it. */
const read = (bytes: Uint8Array, tag: number): [Uint8Array, Uint8Array] => {
  const isLong = bytes[1] === LONG
  const start = isLong ? 3 : 2
  const length = bytes[start - 1] ?? 0
  const end = start + length
  const isSaidShort = isLong === length >= 0x80
  if (bytes[0] !== tag || !length || !isSaidShort || end > bytes.length) refuse()
  return [bytes.subarray(start, end), bytes.subarray(end)]
}

/** The name of the one shape that can be read. */
export const ECDSASigValue = Symbol('ECDSA-Sig-Value')

export const AsnParser = {
  /**
   * The two numbers of an ECDSA signature, with the zero before them that marks them as positive.
   *
   * @example AsnParser.parse(fromHex('3006 0201 05 0201 07'), ECDSASigValue) // => { r: [5], s: [7] }
   */
  parse: (signature: Uint8Array, shape: unknown) => {
    if (shape !== ECDSASigValue) refuse()
    const [numbers, beyond] = read(signature, SEQUENCE)
    const [r, rest] = read(numbers, INTEGER)
    const [s, more] = read(rest, INTEGER)
    if (beyond.length || more.length) refuse()
    return { r, s }
  },
}

// Kinds of what is in certificates, and is read by nobody.
export const OctetString = refuse
export const ECParameters = refuse
export const id_ecPublicKey = ''
export const id_secp256r1 = ''
export const id_secp384r1 = ''
