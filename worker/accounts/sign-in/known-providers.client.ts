import type { AuthorizationServer } from 'oauth4webapi'
import type { knownProviders } from '../../../site/contract/sign-in'
import {
  type ProfileSource,
  fromClaims,
  fromFacebook,
  fromGitHub,
  fromLinkedIn,
  fromMicrosoft,
  fromWordPress,
  fromX,
  type ProviderProfile,
} from './provider-profile.client'

/** How to sign in at a provider, and how to read the profile there. */
export interface ProviderProtocol {
  /** Its endpoints and its issuer. */
  server: AuthorizationServer
  /** The least that identifies a person: no picture, no offline access. */
  scope: string
  /** Whether it supports PKCE with S256 (RFC 7636). */
  usesPkce: boolean
  /**
   * Whether it identifies a person by an ID token (OpenID Connect). The token is then required, and
   * fully verified: signature, issuer, audience, time and nonce. For the others the hub requests the
   * profile over TLS, with an access token that it got over TLS for its own secret (OpenID Connect
   * Core 3.1.3.7, 6), and ignores any ID token.
   */
  hasIdToken: boolean
  /** Whether its callback has the parameter `iss` (RFC 9207), equal to its issuer. */
  sendsIssuer: boolean
  /** Where the client secret is sent. */
  secretIn: 'form' | 'header'
  /** The server of an ID token, for a provider with one issuer per company. */
  issuerOf?: (idToken: string) => AuthorizationServer
  readProfile: (source: ProfileSource) => ProviderProfile | Promise<ProviderProfile>
}

const MICROSOFT = 'https://login.microsoftonline.com'

/** The id of a Microsoft tenant: a company, or all personal accounts. */
const TENANT = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Microsoft has one issuer per tenant. The tenant is read from the unverified token; then issuer and
 * signature are verified against the keys of that tenant, not against all keys of Microsoft.
 *
 * https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-the-issuer
 */
const microsoftTenant = (idToken: string): AuthorizationServer => {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
  const tenant: unknown = claims?.tid
  if (typeof tenant !== 'string' || !TENANT.test(tenant))
    throw new Error('an ID token of Microsoft has no tenant; expected a GUID in `tid`')
  return {
    ...microsoft,
    issuer: `${MICROSOFT}/${tenant}/v2.0`,
    jwks_uri: `${MICROSOFT}/${tenant}/discovery/v2.0/keys`,
  }
}

const microsoft: AuthorizationServer = {
  issuer: `${MICROSOFT}/common/v2.0`,
  authorization_endpoint: `${MICROSOFT}/common/oauth2/v2.0/authorize`,
  token_endpoint: `${MICROSOFT}/common/oauth2/v2.0/token`,
  id_token_signing_alg_values_supported: ['RS256'],
}

/** OAuth 2 as most providers without OpenID Connect implement it. */
const plain = {
  usesPkce: false,
  hasIdToken: false,
  sendsIssuer: false,
  secretIn: 'form',
} as const

/** Every provider that the hub knows, each with a link to its documentation. */
export const knownProtocols: Record<keyof typeof knownProviders, ProviderProtocol> = {
  // https://accounts.google.com/.well-known/openid-configuration
  google: {
    server: {
      issuer: 'https://accounts.google.com',
      authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
      token_endpoint: 'https://oauth2.googleapis.com/token',
      jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
      id_token_signing_alg_values_supported: ['RS256'],
    },
    scope: 'openid email profile',
    usesPkce: true,
    hasIdToken: true,
    sendsIssuer: true,
    secretIn: 'form',
    readProfile: fromClaims,
  },

  // https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
  // It verifies no email address, so none is requested. Its PKCE is in beta, and only for OpenID
  // Connect.
  facebook: {
    ...plain,
    server: {
      issuer: 'https://www.facebook.com',
      authorization_endpoint: 'https://www.facebook.com/v24.0/dialog/oauth',
      token_endpoint: 'https://graph.facebook.com/v24.0/oauth/access_token',
    },
    scope: 'public_profile',
    readProfile: fromFacebook,
  },

  // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
  x: {
    ...plain,
    server: {
      issuer: 'https://x.com',
      authorization_endpoint: 'https://x.com/i/oauth2/authorize',
      token_endpoint: 'https://api.x.com/2/oauth2/token',
    },
    scope: 'users.read tweet.read users.email',
    usesPkce: true,
    secretIn: 'header',
    readProfile: fromX,
  },

  // https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
  // Its ID token has no nonce, and it refuses PKCE from clients with a secret; so the profile is
  // requested instead.
  linkedin: {
    ...plain,
    server: {
      issuer: 'https://www.linkedin.com/oauth',
      authorization_endpoint: 'https://www.linkedin.com/oauth/v2/authorization',
      token_endpoint: 'https://www.linkedin.com/oauth/v2/accessToken',
    },
    scope: 'openid profile email',
    readProfile: fromLinkedIn,
  },

  // https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc
  microsoft: {
    server: microsoft,
    scope: 'openid profile email',
    usesPkce: true,
    hasIdToken: true,
    // Only the ID token has the tenant’s issuer.
    sendsIssuer: false,
    secretIn: 'form',
    issuerOf: microsoftTenant,
    readProfile: fromMicrosoft,
  },

  // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  github: {
    ...plain,
    server: {
      issuer: 'https://github.com/login/oauth',
      authorization_endpoint: 'https://github.com/login/oauth/authorize',
      token_endpoint: 'https://github.com/login/oauth/access_token',
    },
    scope: 'read:user user:email',
    usesPkce: true,
    sendsIssuer: true,
    readProfile: fromGitHub,
  },

  // https://developer.wordpress.com/docs/api/oauth2/
  wordpress: {
    ...plain,
    server: {
      issuer: 'https://public-api.wordpress.com',
      authorization_endpoint: 'https://public-api.wordpress.com/oauth2/authorize',
      token_endpoint: 'https://public-api.wordpress.com/oauth2/token',
    },
    scope: 'auth',
    readProfile: fromWordPress,
  },
}
