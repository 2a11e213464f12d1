/*
 * What the hub takes from a provider’s profile: the subject, the name, and an email address only if
 * the provider has verified it.
 */

/** A person’s profile at a provider. */
export interface ProviderProfile {
  /** The permanent id at the provider, which does not change with the name or the address. */
  subject: string
  name: string
  /** The address, if the provider has verified it. */
  email: string | undefined
}

/** Where a profile is read from. */
export interface ProfileSource {
  /** The claims of the verified ID token, and of the user info endpoint. */
  claims: Claims
  /** Calls the provider’s API as the person; the response is unchecked. */
  ask: <Answer extends object>(address: string) => Promise<Partial<Answer>>
}

/** The standard claims of OpenID Connect Core 5.1, unchecked. */
export interface Claims {
  sub?: unknown
  name?: unknown
  email?: unknown
  email_verified?: unknown
  /** At Microsoft: the id of the person in their tenant. */
  oid?: unknown
  verified_primary_email?: unknown
  verified_secondary_email?: unknown
}

/** The subject; throws if there is none, because all people without one would share an account. */
const subjectOf = (given: unknown): string => {
  if (typeof given === 'string' && given.trim()) return given
  if (typeof given === 'number' && Number.isSafeInteger(given)) return String(given)
  throw new Error('a provider sent no subject; expected text or a number')
}

const textOf = (...given: unknown[]): string =>
  given.find((text): text is string => typeof text === 'string' && text !== '') ?? ''

const emailIf = (isVerified: boolean, email: unknown): string | undefined =>
  (isVerified && textOf(email)) || undefined

/** Some providers send booleans as text. */
const isTrue = (given: unknown): boolean => given === true || given === 'true'

/** OpenID Connect: Google and the company’s own providers. */
export const fromClaims = ({ claims }: Pick<ProfileSource, 'claims'>): ProviderProfile => ({
  subject: subjectOf(claims.sub),
  name: textOf(claims.name),
  email: emailIf(isTrue(claims.email_verified), claims.email),
})

const includes = (list: unknown, email: unknown) => Array.isArray(list) && list.includes(email)

/**
 * At Microsoft, the administrator of a tenant can set any email address, so an address counts only if
 * the token says that it was verified.
 *
 * https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 */
export const fromMicrosoft = ({ claims }: Pick<ProfileSource, 'claims'>): ProviderProfile => ({
  subject: subjectOf(claims.oid),
  name: textOf(claims.name),
  email: emailIf(
    claims.email_verified === undefined
      ? includes(claims.verified_primary_email, claims.email) ||
          includes(claims.verified_secondary_email, claims.email)
      : isTrue(claims.email_verified),
    claims.email,
  ),
})

/** https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2 */
export const fromLinkedIn = async ({ ask }: ProfileSource): Promise<ProviderProfile> =>
  fromClaims({ claims: await ask<Claims>('https://api.linkedin.com/v2/userinfo') })

/** https://developers.facebook.com/docs/graph-api/reference/user/ */
export const fromFacebook = async ({ ask }: ProfileSource): Promise<ProviderProfile> => {
  const { id, name } = await ask<{ id: string; name: string }>(
    'https://graph.facebook.com/v24.0/me?fields=id,name',
  )
  return { subject: subjectOf(id), name: textOf(name), email: undefined }
}

interface XPerson {
  data: { id: string; name: string; confirmed_email?: string }
}

const X = 'https://api.x.com/2/users/me'

/**
 * X sends an email address only to applications that may request it.
 *
 * https://docs.x.com/x-api/users/get-my-user
 */
export const fromX = async ({ ask }: ProfileSource): Promise<ProviderProfile> => {
  const { data } = await ask<XPerson>(`${X}?user.fields=confirmed_email`).catch(() =>
    ask<XPerson>(X),
  )
  return {
    subject: subjectOf(data?.id),
    name: textOf(data?.name),
    email: emailIf(true, data?.confirmed_email),
  }
}

interface GitHubEmail {
  email: string
  primary: boolean
  verified: boolean
}

/**
 * The email address in a GitHub profile is not verified; a separate request lists the verified ones.
 *
 * https://docs.github.com/en/rest/users/emails
 */
export const fromGitHub = async ({ ask }: ProfileSource): Promise<ProviderProfile> => {
  const [person, emails] = await Promise.all([
    ask<{ id: number; name: string | null; login: string }>('https://api.github.com/user'),
    ask<GitHubEmail[]>('https://api.github.com/user/emails').catch(() => []),
  ])
  const primary = Array.isArray(emails) ? emails.find((one) => one?.primary) : undefined
  return {
    subject: subjectOf(person.id),
    name: textOf(person.name, person.login),
    email: emailIf(primary?.verified === true, primary?.email),
  }
}

interface WordPressPerson {
  ID: number
  display_name: string
  username: string
  email: string
  email_verified: boolean
}

/** https://developer.wordpress.com/docs/api/1.1/get/me/ */
export const fromWordPress = async ({ ask }: ProfileSource): Promise<ProviderProfile> => {
  const person = await ask<WordPressPerson>('https://public-api.wordpress.com/rest/v1.1/me')
  return {
    subject: subjectOf(person.ID),
    name: textOf(person.display_name, person.username),
    email: emailIf(person.email_verified === true, person.email),
  }
}
