/*
 * Replaces `@peculiar/x509` and those of `@peculiar/asn1-…` that parse certificates, by `[alias]` in
 * wrangler.toml.
 *
 * `@simplewebauthn/server` parses with them the attestation certificates of a key's manufacturer. The
 * hub requests none (`attestationType: 'none'`), and those libraries would be 50 KiB of the Worker. A
 * key that sends certificates anyway is refused.
 */
const refuse = function () {
  throw new Error('the hub reads no certificates of keys; expected an attestation of `none`')
}

export const X509Certificate = refuse
export const X509Crl = refuse
export const AuthorityKeyIdentifierExtension = refuse
export const SubjectKeyIdentifierExtension = refuse
export const CRLDistributionPointsExtension = refuse

// Only passed to `AsnParser.parse`, which refuses them (ecdsa-signature.ts).
export const Certificate = refuse
export const BasicConstraints = refuse
export const ExtendedKeyUsage = refuse
export const SubjectAlternativeName = refuse
export const KeyDescription = refuse
export const RSAPublicKey = refuse
export const id_ce_basicConstraints = ''
export const id_ce_extKeyUsage = ''
export const id_ce_subjectAltName = ''
export const id_ce_keyDescription = ''
export const id_rsaEncryption = ''
