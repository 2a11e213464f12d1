/*
 * What each provider tells of somebody, in its own words, and what of it the hub takes: who they are
 * there, what they are called, and an e-mail only if the provider vouches for it.
 */

/** Somebody, as a provider tells of them. */
export interface ProviderProfile {
  /** What the provider calls them for ever, whatever becomes of their name and e-mail there. */
  subject: string
  name: string
  /** Theirs for certain, as the provider says; without that, none. */
  email: string | undefined
}

/** What a provider has said so far, and how it is asked for more. */
export interface ProfileSource {
  /** The claims of an ID token that was checked, and of the answer about the same person. */
  claims: Claims
  /** Asks the provider's interface in their name; what it answers has any shape. */
  ask: <Answer extends object>(address: string) => Promise<Partial<Answer>>
}

/** What OpenID Connect Core 5.1 calls a person's standard claims, before anybody looked at them. */
export interface Claims {
  sub?: unknown
  name?: unknown
  email?: unknown
  email_verified?: unknown
  /** At Microsoft: who they are in their company. */
  oid?: unknown
  verified_primary_email?: unknown
  verified_secondary_email?: unknown
}

/** A subject is never made of nothing: all whom a provider leaves unnamed would be one person. */
const subjectOf = (given: unknown): string => {
  if (typeof given === 'string' && given.trim()) return given
  if (typeof given === 'number' && Number.isSafeInteger(given)) return String(given)
  throw new Error('a provider named nobody; expected a subject')
}

const textOf = (...given: unknown[]): string =>
  given.find((text): text is string => typeof text === 'string' && text !== '') ?? ''

const emailIf = (isVouchedFor: boolean, email: unknown): string | undefined =>
  (isVouchedFor && textOf(email)) || undefined

/** Some providers write booleans as text. */
const isTrue = (given: unknown): boolean => given === true || given === 'true'

/** By OpenID Connect, at Google and at the company's own. */
export const fromClaims = ({ claims }: Pick<ProfileSource, 'claims'>): ProviderProfile => ({
  subject: subjectOf(claims.sub),
  name: textOf(claims.name),
  email: emailIf(isTrue(claims.email_verified), claims.email),
})

const includes = (list: unknown, email: unknown) => Array.isArray(list) && list.includes(email)

/**
 * At Microsoft whoever administers a company writes any e-mail into its accounts, so that one counts
 * only where the token says in so many words that it was verified.
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
 * X tells an e-mail only where the hub's application may ask for it.
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
 * GitHub shows in a profile an e-mail that anybody may have written; which are verified it tells
 * apart from that.
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
