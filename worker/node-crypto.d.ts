/* What the Worker uses of Node's own, as `nodejs_compat` has it; all its types would be too many. */
declare module 'node:crypto' {
  export function hkdfSync(
    hash: string,
    secret: Uint8Array,
    salt: Uint8Array,
    purpose: Uint8Array,
    bytes: number,
  ): ArrayBuffer
}
