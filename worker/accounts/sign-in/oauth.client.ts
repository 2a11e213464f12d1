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
 * The way to a provider and back: the authorization code flow of OAuth 2 (RFC 6749, RFC 9700) and of
 * OpenID Connect. The library speaks the protocol; here stands in which order, and nothing is kept
 * from one person to the next.
 */

/** How a provider lets the hub say its secret; with the form, unless it takes only the header. */
const secretIn = ({ token_endpoint_auth_methods_supported: ways }: AuthorizationServer) =>
  ways?.includes('client_secret_basic') && !ways.includes('client_secret_post') ? 'header' : 'form'

const protocolOf = async (
  { id, discovery }: EnabledProvider,
  terms: RequestOptions,
): Promise<ProviderProtocol> => {
  if (!discovery) {
    const way = knownProtocols[id as keyof typeof knownProtocols]
    // A copy: the library keeps the keys of a provider by its object, and waits for them there.
    return { ...way, server: { ...way.server } }
  }
  const server = await discover(discovery, terms)
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

/** Where somebody is sent, and what must be known again when they come back. */
export interface OAuthRequest {
  url: string
  state: string
  verifier: string
  nonce: string
}

/** Where somebody goes who wants to come in by this provider. */
export const startOAuth = async (
  door: EnabledProvider,
  redirectUri: string,
): Promise<OAuthRequest> => {
  const { server, scope, usesPkce, hasIdToken } = await protocolOf(door, requestOptionsFor(door))
  const state = generateRandomState()
  const verifier = generateRandomCodeVerifier()
  const nonce = generateRandomNonce()
  const url = new URL(server.authorization_endpoint!)
  const asked = {
    client_id: door.clientId,
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
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return { url: url.href, state, verifier, nonce }
}

/** What a browser brings back, if it is the answer to what was asked. */
const validateResponse = (
  { server, sendsIssuer }: ProviderProtocol,
  client: Client,
  answer: URLSearchParams,
  away: OAuthState,
) => {
  const brought = new URLSearchParams(answer)
  // Each has an address of its own to come back to, so that none is taken for another (RFC 9700 4.4).
  if (!sendsIssuer) brought.delete('iss')
  return validateAuthResponse(server, client, brought, away.state)
}

/** The token is of the one kind there is, which LinkedIn leaves unsaid; nobody reads an ID token. */
const withoutIdToken = async (answer: Response): Promise<Response> => {
  if (!answer.ok) return answer
  const { id_token: _, ...tokens } = await answer.json<Record<string, unknown>>()
  return Response.json({ token_type: 'bearer', ...tokens })
}

/** The server in whose name an ID token must speak. */
const issuerIn = async ({ server, issuerOf }: ProviderProtocol, answer: Response) => {
  if (!issuerOf) return server
  const { id_token } = await answer.clone().json<{ id_token?: unknown }>()
  return issuerOf(String(id_token))
}

/** What the provider says for the code, checked; its claims are those of an ID token. */
const exchange = async (
  way: ProviderProtocol,
  client: Client,
  answer: Response,
  nonce: string,
  terms: RequestOptions,
) => {
  if (!way.hasIdToken) {
    const tokens = await processAuthorizationCodeResponse(
      way.server,
      client,
      await withoutIdToken(answer),
    )
    return { tokens, claims: {} }
  }
  const server = await issuerIn(way, answer)
  const options = { expectedNonce: nonce, requireIdToken: true }
  const tokens = await processAuthorizationCodeResponse(server, client, answer, options)
  await validateApplicationLevelSignature(server, answer, terms)
  return { tokens, claims: await withUserInfo(server, client, tokens, terms) }
}

/** Of many a provider the token says no more than who it is, and the rest is to be asked for. */
const withUserInfo = async (
  server: AuthorizationServer,
  client: Client,
  tokens: TokenEndpointResponse,
  terms: RequestOptions,
): Promise<Claims> => {
  const claims = getValidatedIdTokenClaims(tokens)!
  if (claims['email'] || !server.userinfo_endpoint) return { ...claims }
  const answer = await userInfoRequest(server, client, tokens.access_token, terms)
  return { ...claims, ...(await processUserInfoResponse(server, client, claims.sub, answer)) }
}

/** Asks a provider's interface in somebody's name. */
const askWith =
  (accessToken: string, terms: RequestOptions) =>
  async <Answer>(address: string): Promise<Partial<Answer>> => {
    const url = new URL(address)
    const headers = new Headers({ accept: 'application/json', 'user-agent': 'Porchlight' })
    const answer = await protectedResourceRequest(accessToken, 'GET', url, headers, null, terms)
    if (answer.ok) return answer.json()
    await answer.body?.cancel()
    throw new Error(`${url.host} answered ${answer.status}; expected 200`)
  }

/** Who has come back from a provider; fails where anything is not as it should be. */
export const handleCallback = async (
  door: EnabledProvider,
  redirectUri: string,
  answer: URLSearchParams,
  away: OAuthState,
): Promise<ProviderProfile> => {
  const terms = requestOptionsFor(door)
  const way = await protocolOf(door, terms)
  const client: Client = { client_id: door.clientId }
  const secret = way.secretIn === 'header' ? ClientSecretBasic : ClientSecretPost
  const response = await authorizationCodeGrantRequest(
    way.server,
    client,
    secret(door.clientSecret),
    validateResponse(way, client, answer, away),
    redirectUri,
    way.usesPkce ? away.verifier : nopkce,
    terms,
  )
  const { tokens, claims } = await exchange(way, client, response, away.nonce, terms)
  return way.readProfile({ claims, ask: askWith(tokens.access_token, terms) })
}

/** The longest text of a provider that an operator reads, in characters. */
const LOGGED_LENGTH = 300

/**
 * What went wrong, for the operator: of what the provider or a browser sent, its words about an
 * error and nothing else, as the rest may be a token.
 */
export const safeErrorText = (error: unknown): string => {
  const isAnswer = error instanceof AuthorizationResponseError || error instanceof ResponseBodyError
  if (!isAnswer) return String(error)
  const said = JSON.stringify({ error: error.error, description: error.error_description })
  return said.slice(0, LOGGED_LENGTH)
}

/** What a provider calls a refusal, if that is what it answered. */
export const providerErrorCode = (error: unknown): string =>
  error instanceof AuthorizationResponseError ? error.error : ''
