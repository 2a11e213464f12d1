/*
 * Stands in for `@better-auth/telemetry`, by `[alias]` in wrangler.toml: the hub tells nobody how it
 * is used, whatever a setting says.
 */
export const createTelemetry = async () => ({ publish: async () => {} })
