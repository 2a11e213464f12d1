/** Providers of sign-in that the hub knows by itself: what people call an account there. */
export const knownProviders = {
  google: 'Google',
  facebook: 'Facebook',
  x: 'X',
  linkedin: 'LinkedIn',
  microsoft: 'Microsoft',
  github: 'GitHub',
  wordpress: 'WordPress.com',
} as const

/** What the address ends with at which an OpenID Connect provider describes itself. */
export const wellKnown = '/.well-known/openid-configuration'

/** An OpenID Connect provider that hub.yaml names. */
export interface OwnProvider {
  id: string
  label: string
  /** Where it describes itself. */
  discovery: string
  /** A small picture, as a `data:` address. */
  icon?: string | undefined
}
