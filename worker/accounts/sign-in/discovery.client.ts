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
 * How a provider is asked: for a time, without following anybody elsewhere, and over TLS; but for
 * one on the owner's own machine, which hub.yaml lets stand at http://localhost.
 */
export const requestOptionsFor = ({ discovery = '' }: EnabledProvider) => ({
  signal: AbortSignal.timeout(deadlines.provider),
  [allowInsecureRequests]: discovery.startsWith('http:'),
})

export type RequestOptions = ReturnType<typeof requestOptionsFor>

/**
 * A provider of the company's own, as it describes itself by now. It is asked each time, so that
 * nobody waits for what somebody else has asked.
 *
 * It must call itself by the very address at which it does (OpenID Connect Discovery 4.3), whether
 * that ends in a slash or not: else one provider could speak for another.
 */
export const discover = async (
  discovery: string,
  terms: RequestOptions,
): Promise<AuthorizationServer> => {
  if (!discovery.endsWith(wellKnown))
    throw new Error(`a provider describes itself at ${discovery}; expected …${wellKnown}`)
  const issuer = discovery.slice(0, -wellKnown.length)
  const answer = await discoveryRequest(new URL(issuer), terms)
  const described = await answer.clone().json<{ issuer?: unknown }>()
  const isSlashed = described?.issuer === `${issuer}/`
  return processDiscoveryResponse(new URL(isSlashed ? `${issuer}/` : issuer), answer)
}
