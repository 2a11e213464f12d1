import { newId } from '../../worker/lib/id'
import { messages } from '../../worker/notifications/table'
import { mentions } from '../../worker/discussion/comments/table'
import { passkeys, signIns } from '../../worker/accounts/sign-in/table'
import { db, letters, member, say, send, sessionOf, signInLinkOf, stranger } from '../world'
import { github, setOut } from '../accounts/sign-in/github'
import { type Addresses, form, get } from './addresses'
import { commentBy, confirmedGuest, fresh, someone, value } from './cast'

const below = (path: string) => path.replace('/community', '')

const signInPath = async () => {
  const rosa = await member()
  await send('/community/sign-in/', { email: rosa.email }, { address: rosa.address })
  return below((await signInLinkOf(rosa)).link)
}

const letterPath = async (email: string, pattern: RegExp) => {
  const letter = (await letters()).find(({ to }) => to === email)
  return below(new URL(pattern.exec(letter?.text ?? '')![0]).pathname)
}

const changedEmail = async () => {
  const rosa = await someone()
  const email = `${fresh()}@example.org`
  await send('/community/me/e-mail', { email }, rosa)
  return { rosa, path: await letterPath(email, /https?:\S+\/me\/e-mail\/\S+/) }
}

const leavingPath = async () => {
  const guest = await confirmedGuest()
  await send('/community/me/leaving/letter', { email: guest.email }, guest)
  return letterPath(guest.email, /https?:\S+\/me\/leaving\/\S+/)
}

/** A member, and a comment that somebody wrote as a guest with their address. */
const claimed = async () => {
  const guest = stranger()
  const body = `Words of ${fresh()}`
  await say(guest, body)
  const comment = await value(`select id from comments where body = '${body}'`)
  return { rosa: await member({ email: guest.email }), comment, asOf: new Date().toISOString() }
}

const erased = async () => {
  const rosa = await someone()
  for (let written = 0; written < 3; written++) await commentBy(rosa)
  return rosa
}

const SURE = { comments: 'go', sure: 'yes' }

/** Addresses of signing in, and of a member's own account. */
export const own: Addresses = {
  'GET /sign-in/': get('/sign-in/'),
  'POST /sign-in/': async () => {
    const { email, address } = await member()
    return form({ address }, '/sign-in/', { email })
  },
  'GET /sign-in/sent/': get('/sign-in/sent/'),
  'GET /sign-in/:token/': async () => ({ path: await signInPath() }),
  'POST /sign-in/:token/': async ({ guest }) =>
    form({ address: guest.address }, await signInPath()),
  'POST /sign-in/passkey/challenge': async () =>
    form(stranger(), '/sign-in/passkey/challenge', {}, 200),
  'POST /sign-in/passkey': async () =>
    form(stranger(), '/sign-in/passkey', { credential: '{}' }, 422),
  'POST /auth/:provider': async () => form(stranger(), '/auth/github'),
  'GET /auth/callback/:provider': async () => {
    github({ id: Date.now(), email: `${fresh()}@example.org`, verified: true })
    const { state, cookies } = await setOut()
    return {
      path: `/auth/callback/github?code=x&state=${state}`,
      as: { address: '203.0.113.9', cookie: cookies },
      status: 303,
    }
  },
  'POST /auth/sign-out': async () => form(await member(), '/auth/sign-out'),
  'GET /me/': async ({ rosa }) => ({ path: '/me/', as: rosa }),
  'GET /me/ with ever more of everything': async ({ busy }) => ({ path: '/me/', as: busy }),
  'GET /me/profile/': async ({ rosa }) => ({ path: '/me/profile/', as: rosa }),
  'POST /me/profile/': async () => {
    const rosa = await erased()
    return form(rosa, '/me/profile/', {
      name: fresh('Name '),
      handle: fresh('handle'),
      about: 'Rides',
    })
  },
  'POST /me/profile/ with ever more comments': async ({ busy }) =>
    form(busy, '/me/profile/', { name: fresh('Name '), handle: 'busy', about: 'Rides' }),
  'POST /me/e-mail': async () =>
    form(await someone(), '/me/e-mail', { email: `${fresh()}@example.org` }),
  'GET /me/e-mail/': get('/me/e-mail/'),
  'GET /me/e-mail/:token/': async () => {
    const { rosa, path } = await changedEmail()
    return { path, as: rosa }
  },
  'POST /me/e-mail/:token/': async () => {
    const { rosa, path } = await changedEmail()
    return form(rosa, path)
  },
  'POST /me/ways/:id/removal': async () => {
    const { id: userId, cookie, address } = await someone()
    const [id, createdAt] = [newId(new Date()), new Date()]
    await db
      .insert(signIns)
      .values({ id, providerId: 'github', accountId: id, userId, createdAt, updatedAt: createdAt })
    return form({ cookie, address }, `/me/ways/${id}/removal`)
  },
  'POST /me/passkeys/challenge': async () =>
    form(await member(), '/me/passkeys/challenge', {}, 200),
  'POST /me/passkeys': async () =>
    form(await member(), '/me/passkeys', { credential: '{}', name: 'Laptop' }, 422),
  'POST /me/passkeys/:id/removal': async () => {
    const rosa = await someone()
    const id = newId(new Date())
    await db.insert(passkeys).values({
      id,
      memberId: rosa.id,
      name: 'Laptop',
      publicKey: 'AAAA',
      counter: 1,
      createdAt: new Date(),
    })
    return form(rosa, `/me/passkeys/${id}/removal`)
  },
  'POST /me/sessions/:id/ending': async () => {
    const rosa = await member()
    await sessionOf(rosa.id)
    const id = await value(
      `select id from sessions where member_id = '${rosa.id}' order by id desc limit 1`,
    )
    return form(rosa, `/me/sessions/${id}/ending`)
  },
  'POST /me/sessions/ending': async () => {
    const rosa = await member()
    await sessionOf(rosa.id)
    return form(rosa, '/me/sessions/ending')
  },
  'POST /me/messages/:id/seen': async ({ rosa, host }) => {
    const id = newId(new Date())
    await db.insert(messages).values({
      id,
      memberId: rosa.id,
      kind: 'warning',
      body: 'Words',
      by: host.id,
      at: new Date(),
    })
    return form(rosa, `/me/messages/${id}/seen`)
  },
  'POST /me/mentions/:comment/seen': async ({ rosa, ben }) => {
    const comment = await commentBy(ben)
    await db.insert(mentions).values({ comment, memberId: rosa.id, at: new Date() })
    return form(rosa, `/me/mentions/${comment}/seen`)
  },
  'POST /me/letters': async ({ rosa }) => form(rosa, '/me/letters', { to: 'on' }),
  'GET /me/notifications/': async ({ rosa }) => ({
    path: '/me/notifications/',
    as: rosa,
    status: 200,
  }),
  'POST /me/notifications/seen': async ({ rosa }) => form(rosa, '/me/notifications/seen'),
  'POST /me/notifications/settings': async ({ rosa }) =>
    form(rosa, '/me/notifications/settings', { rhythm: 'daily', followsOwn: 'on' }),
  'POST /me/follows': async ({ rosa }) =>
    form(rosa, '/me/follows', { target: 'conversation:post:open', to: 'on' }),
  'POST /me/ranking': async ({ ben }) => form(ben, '/me/ranking', { to: 'in' }),
  'POST /me/ranking with ever more credits': async ({ busy }) =>
    form(busy, '/me/ranking', { to: 'in' }),
  'POST /me/claim': async () => {
    const { email } = await confirmedGuest()
    return form(await member({ email }), '/me/claim')
  },
  'POST /me/vouching': async () => {
    const { rosa, ...fields } = await claimed()
    return form(rosa, '/me/vouching', fields)
  },
  'POST /me/denial': async () => {
    const { rosa, ...fields } = await claimed()
    return form(rosa, '/me/denial', fields)
  },
  'POST /me/export': async () => form(await erased(), '/me/export', {}, 200),
  'POST /me/erasure': async () => form(await erased(), '/me/erasure', SURE),
  'GET /me/farewell/': get('/me/farewell/'),
  'GET /me/leaving/': get('/me/leaving/'),
  'POST /me/leaving/letter': async () => {
    const guest = await confirmedGuest()
    return form(guest, '/me/leaving/letter', { email: guest.email })
  },
  'GET /me/leaving/letter/': get('/me/leaving/letter/'),
  'GET /me/leaving/:token/': async () => ({ path: await leavingPath() }),
  'POST /me/leaving/:token/export': async () =>
    form(stranger(), `${await leavingPath()}export`, {}, 200),
  'POST /me/leaving/:token/erasure': async () =>
    form(stranger(), `${await leavingPath()}erasure`, SURE),
}
