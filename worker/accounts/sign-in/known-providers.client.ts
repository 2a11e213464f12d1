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

/** How somebody is sent to a provider, and how that says who they are. */
export interface ProviderProtocol {
  /** Where its doors are, and what it calls itself. */
  server: AuthorizationServer
  /** As little as it takes to know somebody: no picture, no lasting access. */
  scope: string
  /** Whether it takes part in PKCE with S256 (RFC 7636). */
  usesPkce: boolean
  /**
   * Whether it says who somebody is in an ID token (OpenID Connect). The token is then required, and
   * checked whole: signature, issuer, audience, time and nonce. Of the others the hub asks who
   * somebody is over TLS, with an access token that they gave it over TLS for its own secret
   * (OpenID Connect Core 3.1.3.7, 6), and looks at no ID token.
   */
  hasIdToken: boolean
  /** Whether it names itself in what browsers bring back (RFC 9207) as it does here. */
  sendsIssuer: boolean
  /** Where its requests have the hub's secret. */
  secretIn: 'form' | 'header'
  /** For whom an ID token says its issuer is another for each company: that company's. */
  issuerOf?: (idToken: string) => AuthorizationServer
  readProfile: (asking: ProfileSource) => ProviderProfile | Promise<ProviderProfile>
}

const MICROSOFT = 'https://login.microsoftonline.com'

/** A company at Microsoft, or all people with an account of their own: its id, a GUID. */
const TENANT = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Microsoft issues tokens in the name of each company. Which one it is, is read from a token that is
 * not checked yet; then its issuer and its signature are held against that very company, and not
 * against all keys that Microsoft has.
 *
 * https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-the-issuer
 */
const microsoftTenant = (idToken: string): AuthorizationServer => {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
  const tenant: unknown = claims?.tid
  if (typeof tenant !== 'string' || !TENANT.test(tenant))
    throw new Error('an ID token of Microsoft names no tenant; expected a GUID in `tid`')
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

/** Speaks OAuth 2 as most do that speak no OpenID Connect. */
const plain = {
  usesPkce: false,
  hasIdToken: false,
  sendsIssuer: false,
  secretIn: 'form',
} as const

/** Every provider that the hub knows by itself, and where it documents what stands here. */
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
  // It vouches for no e-mail, so none is asked for. PKCE is in testing there, and only for tokens
  // of OpenID Connect.
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
  // Its ID token holds no nonce, and it refuses the verifier of PKCE from whoever has a secret: so
  // who somebody is, is asked for.
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
    // Whose issuer it is, only the ID token says.
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
