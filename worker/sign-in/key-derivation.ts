import { hkdfSync } from 'node:crypto'

/*
 * Stands in for `@noble/hashes/hkdf.js` and `@noble/hashes/sha2.js`, by `[alias]` in wrangler.toml.
 * better-auth derives its keys with them; the runtime does the same by itself.
 */

/** The name of the one hash that keys are derived by. */
export const sha256 = 'sha256'

/** A key for one purpose out of a secret (RFC 5869). */
export const hkdf = (
  hash: typeof sha256,
  secret: Uint8Array,
  salt: Uint8Array,
  purpose: Uint8Array,
  bytes: number,
): Uint8Array => new Uint8Array(hkdfSync(hash, secret, salt, purpose, bytes))
