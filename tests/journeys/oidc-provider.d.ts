/** It comes without types; the little of it that the journeys use. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: Record<string, string | string[]>[]
        claims: Record<string, string[]>
        findAccount: (
          context: unknown,
          sub: string,
        ) => { accountId: string; claims: () => Record<string, unknown> }
        cookies: { keys: string[] }
      },
    )
    callback(): RequestListener
  }
}
