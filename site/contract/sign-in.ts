/** The built-in sign-in providers, and their names. */
export const knownProviders = {
  google: 'Google',
  facebook: 'Facebook',
  x: 'X',
  linkedin: 'LinkedIn',
  microsoft: 'Microsoft',
  github: 'GitHub',
  wordpress: 'WordPress.com',
} as const

/** The suffix of an OpenID Connect provider's discovery address. */
export const wellKnown = '/.well-known/openid-configuration'

/** An OpenID Connect provider that hub.yaml names. */
export interface OwnProvider {
  id: string
  label: string
  /** Its discovery address. */
  discovery: string
  /** A small picture, as a `data:` address. */
  icon?: string | undefined
}
