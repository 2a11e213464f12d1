import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { members } from '../../../worker/accounts/members/table'
import { outbox } from '../../../worker/notifications/table'
import { signIns, verifications } from '../../../worker/accounts/sign-in/table'
import { ask, db, letters, member, send, sessionOf } from '../../world'

const env = { GITHUB_CLIENT_ID: 'hub', GITHUB_CLIENT_SECRET: 'secret' }
const own = '/community/me/'

/** An account at a provider, as if its member had signed in with it. */
const account = async (userId: string, providerId = 'github') => {
  const now = new Date()
  const id = newId(now)
  await db
    .insert(signIns)
    .values({ id, providerId, accountId: id, userId, createdAt: now, updatedAt: now })
  return id
}

const waysOf = (userId: string) => db.select().from(signIns).where(eq(signIns.userId, userId))

const memberWith = async (id: string) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)!

const nowhere = () => ({ email: `${newId(new Date())}@nowhere.invalid`, emailVerified: false })

const letterTo = async (email: string) =>
  (await letters()).find(({ to }) => to === email)?.text ?? ''

const linkTo = async (email: string) =>
  new URL(/https?:\S+\/me\/e-mail\/\S+/.exec(await letterTo(email))![0]).pathname

test('the account page shows the sign-in methods, and those that can be added', async () => {
  const rosa = await member()
  await account(rosa.id)
  const google = { GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' }
  const settings = { ...env, ...google }
  const page = await ask(own, {}, { cookie: rosa.cookie, env: settings })
  expect(page.body).toContain(rosa.email)
  expect(page.body).toMatch(/<strong>GitHub<\/strong>/)
  expect(page.body).toContain('Add Google')
  expect(page.body).not.toContain('Add GitHub')
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https:;")
})

describe('a sign-in method', () => {
  test('is removed if another remains', async () => {
    const rosa = await member()
    const id = await account(rosa.id)
    const gone = await send(`${own}ways/${id}/removal`, {}, { cookie: rosa.cookie, env })
    expect(gone.status).toBe(303)
    expect(await waysOf(rosa.id)).toEqual([])
  })

  test('stays if it is the only one', async () => {
    const rosa = await member(nowhere())
    const id = await account(rosa.id)
    // This one is closed, so it does not count.
    await account(rosa.id, 'linkedin')
    const stays = await send(`${own}ways/${id}/removal`, {}, { cookie: rosa.cookie, env })
    expect(stays.status).toBe(422)
    expect(stays.body).toContain('You could no longer sign in without it')
    expect(await waysOf(rosa.id)).toHaveLength(2)
  })

  test('is not removed if the other is removed at the same moment', async () => {
    const rosa = await member(nowhere())
    const ids = [await account(rosa.id), await account(rosa.id)]
    await Promise.all(
      ids.map((id) => send(`${own}ways/${id}/removal`, {}, { cookie: rosa.cookie, env })),
    )
    expect(await waysOf(rosa.id)).toHaveLength(1)
  })

  test('of another member is 404', async () => {
    const rosa = await member()
    const ben = await member()
    const id = await account(ben.id)
    for (const path of [id, newId(new Date()), 'x'])
      expect(
        (await send(`${own}ways/${path}/removal`, {}, { cookie: rosa.cookie, env })).status,
      ).toBe(404)
    expect(await waysOf(ben.id)).toHaveLength(1)
  })
})

test('a member whose only sign-in method was closed sees that, and what to do', async () => {
  const rosa = await member(nowhere())
  await account(rosa.id, 'linkedin')
  const page = await ask(own, {}, { cookie: rosa.cookie, env })
  expect(page.body).toMatch(/LinkedIn.*Ended on <time[^>]*>1 May 2024/s)
  expect(page.body).toContain('None of your sign-in methods works any more')

  const ben = await member()
  await account(ben.id, 'linkedin')
  const other = await ask(own, {}, { cookie: ben.cookie, env })
  expect(other.body).toContain('Ended on')
  expect(other.body).not.toContain('None of your sign-in methods')
})

describe('an email address', () => {
  const give = (cookie: string, email: string) => send(`${own}e-mail`, { email }, { cookie })

  test('is changed by the emailed link, which ends the other sessions', async () => {
    const rosa = await member(nowhere())
    const elsewhere = await sessionOf(rosa.id)
    expect((await give(rosa.cookie, 'Rosa.New@example.org')).status).toBe(303)
    const link = await linkTo('rosa.new@example.org')
    expect((await memberWith(rosa.id)).email).toBe(rosa.email)

    expect((await ask(link, {}, { cookie: rosa.cookie })).body).toContain('rosa.new@example.org')
    const proven = await send(link, {}, { cookie: rosa.cookie })
    expect(proven.status).toBe(303)
    expect(await memberWith(rosa.id)).toMatchObject({
      email: 'rosa.new@example.org',
      emailVerified: true,
    })
    expect((await ask(own, {}, { cookie: rosa.cookie })).status).toBe(200)
    expect((await ask(own, {}, { cookie: elsewhere })).status).toBe(303)
    expect((await send(link, {}, { cookie: rosa.cookie })).status).toBe(404)
  })

  test('is changed with an email to the former address, without the new one', async () => {
    const rosa = await member({ email: 'rosa.before@example.org' })
    await give(rosa.cookie, 'rosa.after@example.org')
    await send(await linkTo('rosa.after@example.org'), {}, { cookie: rosa.cookie })
    const told = (await letters()).filter(({ to }) => to === 'rosa.before@example.org')
    expect(told.map(({ subject }) => subject)).toEqual([
      'Your email address at Test House Community was changed',
    ])
    expect(told[0]!.text).toMatch(/On \d+ \w+ \d{4} at \d\d:\d\d the email address of your account/)
    expect(told[0]!.text).toContain('If not')
    expect(told[0]!.text + told[0]!.html).not.toMatch(/rosa\.after|undefined/)
  })

  test('that is a placeholder gets no email when it is changed', async () => {
    const rosa = await member(nowhere())
    await give(rosa.cookie, 'rosa.first@example.org')
    await send(await linkTo('rosa.first@example.org'), {}, { cookie: rosa.cookie })
    expect((await letters()).filter(({ to }) => to === rosa.email)).toEqual([])
  })

  test('of another member gets the same response, and stays theirs', async () => {
    const ben = await member()
    const rosa = await member(nowhere())
    const [taken, free] = [
      await give(rosa.cookie, ben.email),
      await give(rosa.cookie, 'free@example.org'),
    ]
    expect([taken.status, taken.body, taken.headers.get('location')]).toEqual([
      free.status,
      free.body,
      free.headers.get('location'),
    ])
    const plain = (text: string) => text.replace(/https?:\S+/, 'LINK')
    expect(plain(await letterTo(ben.email))).toBe(plain(await letterTo('free@example.org')))
    const refused = await send(await linkTo(ben.email), {}, { cookie: rosa.cookie })
    expect(refused.status).toBe(422)
    expect((await memberWith(rosa.id)).email).toBe(rosa.email)
    expect((await memberWith(ben.id)).email).toBe(ben.email)
  })

  test('is not given to another member who follows the link', async () => {
    const mallory = await member(nowhere())
    await give(mallory.cookie, 'victim.mail@example.org')
    const link = await linkTo('victim.mail@example.org')
    const victim = await member()
    expect((await send(link, {}, { cookie: victim.cookie })).status).toBe(404)
    const nobody = await send(link, {})
    expect(nobody.status).toBe(303)
    expect(nobody.headers.get('location')).toContain('/sign-in/')
    expect((await memberWith(mallory.id)).emailVerified).toBe(false)
  })

  test('is not changed by a link that is expired, forged, or for signing in', async () => {
    const rosa = await member(nowhere())
    await give(rosa.cookie, 'old@example.org')
    const link = await linkTo('old@example.org')
    const token = link.split('/').at(-2)!
    for (const path of [`${own}e-mail/x/`, `${own}e-mail/${token.slice(0, -2)}/`])
      expect((await send(path, {}, { cookie: rosa.cookie })).status, path).toBe(404)
    expect((await send(`/community/sign-in/${token}/`, { name: 'X' })).status).toBe(404)
    await db.update(verifications).set({ expiresAt: new Date(0) })
    expect((await send(link, {}, { cookie: rosa.cookie })).status).toBe(404)
  })

  test.each(['', 'x', 'x@nowhere.invalid'])(
    'that is none is refused, and kept: %j',
    async (email) => {
      const rosa = await member()
      const refused = await give(rosa.cookie, email)
      expect(refused.status).toBe(422)
      if (email) expect(refused.body).toContain(`value="${email}"`)
    },
  )

  test('is not in the outbox', async () => {
    const rosa = await member()
    await give(rosa.cookie, 'quiet@example.org')
    expect(JSON.stringify(await db.select().from(outbox))).not.toContain('quiet@example.org')
  })
})

test.each(['e-mail', `ways/${newId(new Date(0))}/removal`, 'e-mail/x/'])(
  'me/%s needs a signed-in member',
  async (path) => {
    const answer = await send(`${own}${path}`, { email: 'x@example.org' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toContain('/community/sign-in/')
  },
)
