import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import { members } from '../../../worker/accounts/members/table'
import { signIns } from '../../../worker/accounts/sign-in/table'
import { ask, cookieOf, db, send } from '../../world'

/* GitHub, for tests about what any provider does. */

export const env = { GITHUB_CLIENT_ID: 'hub', GITHUB_CLIENT_SECRET: 'secret' }

export interface Told {
  id: number
  name?: string | null
  email?: string | null
  verified?: boolean
}

/** GitHub’s responses, with tokens and a picture that must not be stored. */
export const github = ({ id, name = 'Rosa Hub', email = null, verified = false }: Told) =>
  vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url.endsWith('/access_token'))
      return Response.json({ access_token: 'an access token', refresh_token: 'a refresh token' })
    if (url.endsWith('/user'))
      return Response.json({
        id,
        login: `login${id}`,
        name,
        email,
        avatar_url: 'https://pic.example/',
      })
    if (url.endsWith('/user/emails'))
      return Response.json(email ? [{ email, verified, primary: true }] : [])
    throw new Error(`nobody answers at ${url}`)
  })

/** Sets out for GitHub; what comes back with. */
export const setOut = async ({
  cookie,
  returnTo = '',
}: { cookie?: string; returnTo?: string } = {}) => {
  const out = await send('/community/auth/github', { returnTo }, { env, cookie })
  const to = new URL(out.headers.get('location') ?? 'about:blank')
  return { out, to, state: to.searchParams.get('state') ?? '', cookies: cookieOf(out) ?? '' }
}

export const comeBack = (state: string, cookie: string) =>
  ask(`/community/auth/callback/github?code=x&state=${state}`, {}, { env, cookie })

/** The whole way in. */
export const comeIn = async (told: Told, returnTo?: string) => {
  github(told)
  const { state, cookies } = await setOut(returnTo === undefined ? {} : { returnTo })
  return comeBack(state, cookies)
}

export const memberBy = async (subject: number) => {
  const rows = await db
    .select({ member: members, way: signIns })
    .from(signIns)
    .innerJoin(members, eq(members.id, signIns.userId))
    .where(eq(signIns.accountId, String(subject)))
  return rows.at(0)
}
