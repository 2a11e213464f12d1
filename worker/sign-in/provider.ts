import type { BetterAuthOptions } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { newId } from '../kit/id'
import { keeperOf, type Way } from './auth'
import type { Doorway } from './doorway'
import type { Door } from './providers'
import { nowhere } from './rules'

const WORDPRESS = 'https://public-api.wordpress.com'

interface WordPressPerson {
  ID: number
  display_name?: string
  username?: string
  email?: string
  email_verified?: boolean
}

/** WordPress.com speaks OAuth 2 alone: who somebody is, is asked of its interface. */
const wordpress = ({ id, clientId, clientSecret }: Door) =>
  genericOAuth({
    config: [
      {
        providerId: id,
        clientId,
        clientSecret,
        authorizationUrl: `${WORDPRESS}/oauth2/authorize`,
        tokenUrl: `${WORDPRESS}/oauth2/token`,
        scopes: ['auth'],
        disableProviderLogout: true,
        getUserInfo: async ({ accessToken }) => {
          const answer = await fetch(`${WORDPRESS}/rest/v1.1/me`, {
            headers: { authorization: `Bearer ${accessToken}` },
          })
          if (!answer.ok) return null
          const person: WordPressPerson = await answer.json()
          return {
            id: String(person.ID),
            name: person.display_name ?? person.username ?? '',
            email: person.email,
            emailVerified: person.email_verified === true,
          }
        },
      },
    ],
  })

const openId = ({ id, clientId, clientSecret, discovery }: Door) =>
  genericOAuth({
    config: [
      {
        providerId: id,
        clientId,
        clientSecret,
        discoveryUrl: discovery!,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        disableProviderLogout: true,
      },
    ],
  })

type Social = NonNullable<BetterAuthOptions['socialProviders']>

/** Of each provider as little as it takes to know somebody: no picture, no lasting access. */
const SOCIAL: Record<string, (secrets: { clientId: string; clientSecret: string }) => Social> = {
  google: (secrets) => ({ google: { ...secrets, includeGrantedScopes: false } }),
  facebook: (secrets) => ({ facebook: secrets }),
  x: (secrets) => ({
    twitter: {
      ...secrets,
      disableDefaultScope: true,
      scope: ['users.read', 'tweet.read', 'users.email'],
    },
  }),
  linkedin: (secrets) => ({ linkedin: secrets }),
  microsoft: (secrets) => ({
    microsoft: {
      ...secrets,
      disableDefaultScope: true,
      scope: ['openid', 'profile', 'email'],
      disableProfilePhoto: true,
    },
  }),
  github: (secrets) => ({ github: secrets }),
}

const wayTo = (door: Door): Way => {
  const { id, clientId, clientSecret, discovery } = door
  if (discovery) return { plugins: [openId(door)] }
  const social = SOCIAL[id]
  return social
    ? { socialProviders: social({ clientId, clientSecret }) }
    : { plugins: [wordpress(door)] }
}

interface Told {
  email?: string | null | undefined
  emailVerified: boolean
  image?: string | undefined
}

/**
 * What a provider tells of somebody, but for an address that it does not vouch for: in its place
 * stands one that is nobody's, so that it is never kept and never leads to somebody else's account.
 * That one may count as theirs on the way: it equals no other, and is kept as unverified.
 */
const vouched = <T extends Told>(user: T, now: Date): T => ({
  ...user,
  image: undefined,
  ...(!(user.emailVerified && user.email) && { email: nowhere(newId(now)), emailVerified: true }),
})

/** Whoever keeps the doors, with this one provider; `undefined` while that does not answer. */
export const keeperWith = async (doorway: Doorway, door: Door) => {
  const auth = keeperOf(doorway, wayTo(door))
  // One of the company's own is asked where its doors are by now.
  const [provider] = (await auth.$context).socialProviders
  if (!provider) return undefined
  const ask = provider.getUserInfo
  provider.id = door.id
  provider.getUserInfo = async (tokens) => {
    const told = await ask.call(provider, tokens)
    doorway.name ??= told?.user.name
    return told && { ...told, user: vouched(told.user, doorway.now) }
  }
  return auth
}
