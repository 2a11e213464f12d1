/*
 * Replaces `@peculiar/x509` and those of `@peculiar/asn1-…` that parse certificates, and the files of
 * `@simplewebauthn/server` that verify them, by `[alias]` in wrangler.toml.
 *
 * The hub requests no attestation (`attestationType: 'none'`): it needs no certificate of a key's
 * manufacturer, and no root certificate. Those libraries would be 50 KiB of the Worker, those files
 * another 35. A key that sends certificates anyway is refused. The library itself still verifies
 * `none`, and `packed` without certificates: browsers pass on what a key has signed with itself.
 */
const refuse = function () {
  throw new Error('the hub reads no certificates of keys; expected an attestation of `none`')
}

// Formats that always have certificates.
export const verifyAttestationAndroidKey = refuse
export const verifyAttestationAndroidSafetyNet = refuse
export const verifyAttestationApple = refuse
export const verifyAttestationFIDOU2F = refuse
export const verifyAttestationTPM = refuse

// What `packed` asks once it has found certificates.
export const convertX509PublicKeyToCOSE = refuse
export const getCertificateInfo = refuse
export const validateCertificatePath = refuse
export const verifyAttestationWithMetadata = refuse
export const MetadataService = { getStatement: refuse }

/** The root certificates that are trusted, of any format: none. */
export const SettingsService = { getRootCertificates: () => [] }

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
