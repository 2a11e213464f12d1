/*
 * Stands in for `@better-auth/memory-adapter`, by `[alias]` in wrangler.toml. It is what better-auth
 * keeps people in when it is given no database; the hub always gives it one (auth.ts).
 */
export const memoryAdapter = () => {
  throw new Error('the hub keeps nobody in memory; expected a database for better-auth')
}
