/*
 * Replaces `@peculiar/asn1-schema` and `@peculiar/asn1-ecc`, by `[alias]` in wrangler.toml.
 *
 * Of all ASN.1, `@simplewebauthn/server` needs one structure to verify a passkey: an ECDSA signature,
 * a sequence of two integers. For that, those libraries would be 40 KiB of the Worker. The rest is in
 * certificates, and the hub reads none (no-certificates.ts).
 *
 * Parsing proves nothing by itself: the integers are then verified with the key.
 */
const SEQUENCE = 0x30
const INTEGER = 0x02
/** Marks a length of one more byte, as signatures of the longest curve, P-521, have it. */
const LONG = 0x81

const refuse = (): never => {
  throw new Error('a signature could not be read; expected two integers in DER, as in ECDSA')
}

/** The first value in `bytes`, and the bytes after it; throws unless it has this tag. */
const read = (bytes: Uint8Array, tag: number): [Uint8Array, Uint8Array] => {
  const isLong = bytes[1] === LONG
  const start = isLong ? 3 : 2
  const length = bytes[start - 1] ?? 0
  const end = start + length
  const isSaidShort = isLong === length >= 0x80
  if (bytes[0] !== tag || !length || !isSaidShort || end > bytes.length) refuse()
  return [bytes.subarray(start, end), bytes.subarray(end)]
}

/** The one structure that can be parsed. */
export const ECDSASigValue = Symbol('ECDSA-Sig-Value')

export const AsnParser = {
  /**
   * The two integers of an ECDSA signature, with the leading zero that marks them as positive.
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

// Structures of certificates, which the hub never parses.
export const OctetString = refuse
export const ECParameters = refuse
export const id_ecPublicKey = ''
export const id_secp256r1 = ''
export const id_secp384r1 = ''
