/*
 * Stands in for `@peculiar/x509`, by `[alias]` in wrangler.toml.
 *
 * `@simplewebauthn/server` reads with it the certificates by which a maker vouches for a key. The
 * hub asks for none (`attestationType: 'none'`), and that library would be 30 KiB of the Worker. A
 * key that brings certificates all the same is refused, like any other that fails.
 */
const refuse = () => {
  throw new Error('the hub reads no certificates of keys; expected an attestation of `none`')
}

export class X509Certificate {
  constructor() {
    refuse()
  }
}

export class X509Crl extends X509Certificate {}
export class AuthorityKeyIdentifierExtension {}
export class SubjectKeyIdentifierExtension {}
export class CRLDistributionPointsExtension {}
