import {
  authorizationCodeGrantRequest,
  AuthorizationResponseError,
  type AuthorizationServer,
  calculatePKCECodeChallenge,
  type Client,
  ClientSecretBasic,
  ClientSecretPost,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  getValidatedIdTokenClaims,
  nopkce,
  processAuthorizationCodeResponse,
  processUserInfoResponse,
  protectedResourceRequest,
  ResponseBodyError,
  type TokenEndpointResponse,
  userInfoRequest,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from 'oauth4webapi'
import type { OAuthState } from './oauth-state.middleware'
import { discover, type RequestOptions, requestOptionsFor } from './discovery.client'
import { knownProtocols, type ProviderProtocol } from './known-providers.client'
import type { EnabledProvider } from './providers.rules'
import { type Claims, fromClaims, type ProviderProfile } from './provider-profile.client'

/*
 * The authorization code flow of OAuth 2 (RFC 6749, RFC 9700) and of OpenID Connect. The library
 * implements the protocol; this file calls its steps in order, and caches nothing between requests.
 */

/** Where a provider expects the client secret: in the form, unless it only takes the header. */
const secretIn = ({ token_endpoint_auth_methods_supported: methods }: AuthorizationServer) =>
  methods?.includes('client_secret_basic') && !methods.includes('client_secret_post')
    ? 'header'
    : 'form'

const protocolOf = async (
  { id, discovery }: EnabledProvider,
  options: RequestOptions,
): Promise<ProviderProtocol> => {
  if (!discovery) {
    const known = knownProtocols[id as keyof typeof knownProtocols]
    // A copy: the library caches a provider’s keys by this object, and requests wait for each other there.
    return { ...known, server: { ...known.server } }
  }
  const server = await discover(discovery, options)
  return {
    server,
    scope: 'openid email profile',
    usesPkce: true,
    hasIdToken: true,
    sendsIssuer: true,
    secretIn: secretIn(server),
    readProfile: fromClaims,
  }
}

/** The URL to redirect to, and what the callback needs. */
export interface OAuthRequest {
  url: string
  state: string
  verifier: string
  nonce: string
}

/** A new authorization request; rejects if the provider’s discovery document is unavailable. */
export const startOAuth = async (
  provider: EnabledProvider,
  redirectUri: string,
): Promise<OAuthRequest> => {
  const options = requestOptionsFor(provider)
  const { server, scope, usesPkce, hasIdToken } = await protocolOf(provider, options)
  const state = generateRandomState()
  const verifier = generateRandomCodeVerifier()
  const nonce = generateRandomNonce()
  const url = new URL(server.authorization_endpoint!)
  const parameters = {
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state,
    ...(hasIdToken && { nonce }),
    ...(usesPkce && {
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url: url.href, state, verifier, nonce }
}

/** The query of the callback, if it is the response to this request; throws if not. */
const validateResponse = (
  { server, sendsIssuer }: ProviderProtocol,
  client: Client,
  query: URLSearchParams,
  { state }: OAuthState,
) => {
  const parameters = new URLSearchParams(query)
  // Each provider has its own redirect URI, which prevents mix-up attacks without it (RFC 9700 4.4).
  if (!sendsIssuer) parameters.delete('iss')
  return validateAuthResponse(server, client, parameters, state)
}

/** The token response without an ID token, and with the token type, which LinkedIn omits. */
const withoutIdToken = async (response: Response): Promise<Response> => {
  if (!response.ok) return response
  const { id_token: _, ...tokens } = await response.json<Record<string, unknown>>()
  return Response.json({ token_type: 'bearer', ...tokens })
}

/** The server that must have issued the ID token. */
const issuerIn = async ({ server, issuerOf }: ProviderProtocol, response: Response) => {
  if (!issuerOf) return server
  const { id_token } = await response.clone().json<{ id_token?: unknown }>()
  return issuerOf(String(id_token))
}

/** The verified tokens of the token response, and the claims about the person. */
const exchange = async (
  protocol: ProviderProtocol,
  client: Client,
  response: Response,
  nonce: string,
  options: RequestOptions,
) => {
  if (!protocol.hasIdToken) {
    const tokens = await processAuthorizationCodeResponse(
      protocol.server,
      client,
      await withoutIdToken(response),
    )
    return { tokens, claims: {} }
  }
  const server = await issuerIn(protocol, response)
  const expected = { expectedNonce: nonce, requireIdToken: true }
  const tokens = await processAuthorizationCodeResponse(server, client, response, expected)
  await validateApplicationLevelSignature(server, response, options)
  return { tokens, claims: await withUserInfo(server, client, tokens, options) }
}

/** The claims of the ID token, with those of the user info endpoint if the token has no address. */
const withUserInfo = async (
  server: AuthorizationServer,
  client: Client,
  tokens: TokenEndpointResponse,
  options: RequestOptions,
): Promise<Claims> => {
  const claims = getValidatedIdTokenClaims(tokens)!
  if (claims['email'] || !server.userinfo_endpoint) return { ...claims }
  const response = await userInfoRequest(server, client, tokens.access_token, options)
  return { ...claims, ...(await processUserInfoResponse(server, client, claims.sub, response)) }
}

/** A function that calls the provider’s API as the person. */
const askWith =
  (accessToken: string, options: RequestOptions) =>
  async <Answer>(address: string): Promise<Partial<Answer>> => {
    const url = new URL(address)
    const headers = new Headers({ accept: 'application/json', 'user-agent': 'Porchlight' })
    const response = await protectedResourceRequest(accessToken, 'GET', url, headers, null, options)
    if (response.ok) return response.json()
    await response.body?.cancel()
    throw new Error(`${url.host} answered ${response.status}; expected 200`)
  }

/** The profile of the person who returns from a provider; rejects if any check fails. */
export const handleCallback = async (
  provider: EnabledProvider,
  redirectUri: string,
  query: URLSearchParams,
  state: OAuthState,
): Promise<ProviderProfile> => {
  const options = requestOptionsFor(provider)
  const protocol = await protocolOf(provider, options)
  const client: Client = { client_id: provider.clientId }
  const secret = protocol.secretIn === 'header' ? ClientSecretBasic : ClientSecretPost
  const response = await authorizationCodeGrantRequest(
    protocol.server,
    client,
    secret(provider.clientSecret),
    validateResponse(protocol, client, query, state),
    redirectUri,
    protocol.usesPkce ? state.verifier : nopkce,
    options,
  )
  const { tokens, claims } = await exchange(protocol, client, response, state.nonce, options)
  return protocol.readProfile({ claims, ask: askWith(tokens.access_token, options) })
}

/** The longest logged text of a provider, in characters. */
const LOGGED_LENGTH = 300

/**
 * The error, for the log: of what the provider or the browser sent only its error code and
 * description, because the rest may contain a token.
 */
export const safeErrorText = (error: unknown): string => {
  const isResponse =
    error instanceof AuthorizationResponseError || error instanceof ResponseBodyError
  if (!isResponse) return String(error)
  const text = JSON.stringify({ error: error.error, description: error.error_description })
  return text.slice(0, LOGGED_LENGTH)
}

/** The error code of the provider’s response; empty for another error. */
export const providerErrorCode = (error: unknown): string =>
  error instanceof AuthorizationResponseError ? error.error : ''
