/*
 * Stands in for `@peculiar/x509`, by `[alias]` in wrangler.toml.
 *
 * `@simplewebauthn/server` reads with it the certificates by which a maker vouches for a key. The
 * hub asks for none (`attestationType: 'none'`), and that library would be 30 KiB of the Worker. A
 * key that brings certificates all the same is refused, like any other that fails.
 */
const refuse = function () {
  throw new Error('the hub reads no certificates of keys; expected an attestation of `none`')
}

export const X509Certificate = refuse
export const X509Crl = refuse
export const AuthorityKeyIdentifierExtension = refuse
export const SubjectKeyIdentifierExtension = refuse
export const CRLDistributionPointsExtension = refuse
