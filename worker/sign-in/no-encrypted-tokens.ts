/*
 * Stands in for `jose`, by `[alias]` in wrangler.toml: the same but for encrypted tokens (JWE).
 *
 * better-auth would keep sessions and accounts in them where it has no database; the hub gives it
 * one (auth.ts). A cookie that somebody sends under that name holds nothing, as any other forgery.
 */
// @ts-expect-error Its types belong to the name that leads here.
export * from '../../node_modules/jose/dist/webapi/index.js'

const refuse = function () {
  throw new Error('the hub has no encrypted tokens; expected sessions and accounts in its database')
}

export const EncryptJWT = refuse
export const jwtDecrypt = refuse
