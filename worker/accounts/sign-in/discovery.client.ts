import {
  allowInsecureRequests,
  type AuthorizationServer,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi'
import { wellKnown } from '../../../site/contract/sign-in'
import type { EnabledProvider } from './providers.rules'
import { deadlines } from '../../lib/with-deadline'

/**
 * The options of requests to a provider: a deadline, and TLS, except for a provider on the owner’s own
 * machine, which hub.yaml may have at http://localhost. The library follows no redirects.
 */
export const requestOptionsFor = ({ discovery = '' }: EnabledProvider) => ({
  signal: AbortSignal.timeout(deadlines.provider),
  [allowInsecureRequests]: discovery.startsWith('http:'),
})

export type RequestOptions = ReturnType<typeof requestOptionsFor>

/**
 * The discovery document of one of the company’s own providers. It is not cached, so that no request
 * waits for the fetch of another.
 *
 * Its issuer must equal its address (OpenID Connect Discovery 4.3), with or without a slash at the end:
 * otherwise one provider could impersonate another.
 */
export const discover = async (
  discovery: string,
  options: RequestOptions,
): Promise<AuthorizationServer> => {
  if (!discovery.endsWith(wellKnown))
    throw new Error(`the discovery document is at ${discovery}; expected …${wellKnown}`)
  const issuer = discovery.slice(0, -wellKnown.length)
  const response = await discoveryRequest(new URL(issuer), options)
  const document = await response.clone().json<{ issuer?: unknown }>()
  const hasSlash = document?.issuer === `${issuer}/`
  return processDiscoveryResponse(new URL(hasSlash ? `${issuer}/` : issuer), response)
}
