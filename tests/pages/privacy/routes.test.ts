import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { guests, members } from '../../../worker/accounts/members/table'
import { sessions } from '../../../worker/accounts/sign-in/table'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  lettersTo,
  member,
  say,
  send,
  sessionOf,
  type Somebody,
  stranger,
} from '../../world'
import { unzip } from '../../unzip'
import { inWeather } from '../../faulty-db'

const page = '/community/me/leaving/'
const letter = '/community/me/leaving/letter'
const sure = { comments: 'stay', sure: 'yes' }
const post = '/community/posts/open/'

const bytesFrom = async (path: string, asking: { cookie?: string }) => {
  const { default: worker } = await import('../../../worker/index')
  const { createExecutionContext } = await import('cloudflare:test')
  const request = new Request(`https://hub.test${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...(asking.cookie && { cookie: asking.cookie }),
    },
  })
  const answer = await worker.fetch(
    request as Request<unknown, IncomingRequestCfProperties>,
    bindings,
    createExecutionContext(),
  )
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

/** Somebody who wrote as a guest and followed the mailed link. */
const confirmed = async (words: string, somebody: Somebody = stranger()) => {
  await say(somebody, words)
  const cookie = cookieOf(await send(await confirmationOf(somebody), {}))
  return { ...somebody, cookie }
}

/** The path of the link in the newest letter to a guest who leaves. */
const linkTo = async (somebody: Somebody) => {
  const [newest] = await lettersTo(somebody)
  return new URL(/https?:\S+\/me\/leaving\/\S+/.exec(newest!.text)![0]).pathname
}

const isHere = ({ id }: { id: string }) => db.$count(members, eq(members.id, id))

describe('a member', () => {
  test('is told what is deleted and what stays, before it happens', async () => {
    const rosa = await member()
    const { body, headers } = await ask(page, {}, rosa)
    expect(body).toContain('Deleted at once')
    expect(body).toContain('action="/community/me/erasure"')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(await isHere(rosa)).toBe(1)
  })

  test.each([
    ['without being sure', { comments: 'stay' }, 'tick the box'],
    ['without saying what becomes of their comments', { sure: 'yes' }, 'choose what happens'],
    ['with a wish that is none', { sure: 'yes', comments: 'sell' }, 'choose what happens'],
  ])('%s is asked again, and nothing is deleted', async (_, fields, sentence) => {
    const rosa = await member()
    const answer = await send('/community/me/erasure', fields as Record<string, string>, rosa)
    expect(answer.status).toBe(422)
    expect(answer.body).toContain(sentence)
    expect(await isHere(rosa)).toBe(1)
  })

  test('finds their choice again in the returned form', async () => {
    const rosa = await member()
    await say({ ...stranger() }, 'Somebody else’s')
    await send('/community/conversations/post:open/comments', { body: 'Mine, to go' }, rosa)
    const { body } = await send('/community/me/erasure', { comments: 'go' }, rosa)
    expect(body).toMatch(/value="go"[^>]* checked/)
    expect(body).not.toMatch(/value="stay"[^>]* checked/)
  })

  test('is erased and signed out in every browser', async () => {
    const rosa = await member({ name: 'Rosa Lorca' })
    const other = await sessionOf(rosa.id)
    await send('/community/conversations/post:open/comments', { body: 'I was here' }, rosa)
    expect((await ask(post)).body).toContain('Rosa Lorca')

    const answer = await send('/community/me/erasure', sure, rosa)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/community/me/farewell/')
    expect(answer.headers.getSetCookie().join()).toMatch(/hub-session=;.*Max-Age=0/)
    for (const cookie of [rosa.cookie, other])
      expect((await ask('/community/me/', {}, { cookie })).status).toBe(303)
    expect(await db.$count(sessions, eq(sessions.userId, rosa.id))).toBe(0)

    const { body } = await ask(post)
    expect(body).toContain('I was here')
    expect(body).toContain('A former member')
    expect(body).not.toContain('Rosa Lorca')
  })

  test('can have their comments deleted too', async () => {
    const rosa = await member()
    await send('/community/conversations/post:open/comments', { body: 'Not to be left' }, rosa)
    await ask(post)
    await send('/community/me/erasure', { ...sure, comments: 'go' }, rosa)
    expect((await ask(post)).body).not.toContain('Not to be left')
  })

  test('who is the only owner is told to make another, and is not erased', async () => {
    await db.delete(members).where(eq(members.role, 'owner'))
    const rosa = await member({ role: 'owner' })
    expect((await ask(page, {}, rosa)).body).toContain('You are the only owner')
    const answer = await send('/community/me/erasure', sure, rosa)
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('You are the only owner')
    expect(await isHere(rosa)).toBe(1)

    await member({ role: 'owner' })
    expect((await send('/community/me/erasure', sure, rosa)).status).toBe(303)
    expect(await isHere(rosa)).toBe(0)
  })

  test('who sends the form twice sees no error', async () => {
    const rosa = await member()
    await send('/community/me/erasure', sure, rosa)
    const again = await send('/community/me/erasure', sure, rosa)
    expect(again.headers.get('location')).toBe(page)
  })

  test('downloads their data as a zip file that is never cached', async () => {
    const rosa = await member()
    const { answer, bytes } = await bytesFrom('/community/me/export', rosa)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="test-house-\d{4}-\d\d-\d\d\.zip"$/,
    )
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const [profile] = Object.entries(await unzip(bytes))
      .find(([name]) => name.endsWith('profile.json'))!
      .slice(1)
      .map((text) => JSON.parse(text))
    expect(profile).toMatchObject([{ id: rosa.id, email: rosa.email }])
  })

  test('who is not signed in gets no export', async () => {
    const { answer } = await bytesFrom('/community/me/export', {})
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/community/sign-in/')
  })
})

describe('a database that fails', () => {
  test('half-way changes nothing, and the next attempt erases everything', async () => {
    const rosa = await member()
    await send('/community/conversations/post:open/comments', { body: 'Bad weather' }, rosa)
    const fails = {
      ...rosa,
      env: {
        DB: inWeather(bindings.DB, (s) => (/delete from "members"/.test(s) ? 'down' : 'fine')),
      },
    }
    const answer = await send('/community/me/erasure', { ...sure, comments: 'go' }, fails)
    expect(answer.status).toBe(503)
    expect(await isHere(rosa)).toBe(1)
    expect(await db.$count(comments, eq(comments.body, 'Bad weather'))).toBe(1)
    expect((await send('/community/me/erasure', { ...sure, comments: 'go' }, rosa)).status).toBe(
      303,
    )
    expect(await isHere(rosa)).toBe(0)
    expect(await db.$count(comments, eq(comments.body, 'Bad weather'))).toBe(0)
  })

  test('after the write has erased everything all the same', async () => {
    const rosa = await member()
    const fails = {
      ...rosa,
      env: {
        DB: inWeather(bindings.DB, (s) => (/delete from "members"/.test(s) ? 'lost' : 'fine')),
      },
    }
    expect((await send('/community/me/erasure', sure, fails)).status).toBe(503)
    expect(await isHere(rosa)).toBe(0)
    expect((await send('/community/me/erasure', sure, rosa)).headers.get('location')).toBe(page)
  })

  test('cannot leave a part: the erasure is one batch', async () => {
    const rosa = await member()
    const batches = vi.fn()
    const DB = inWeather(bindings.DB, (s) => {
      if (/(?:^|;)(?:delete|update|insert)/i.test(s)) batches(s)
      return 'fine'
    })
    await send('/community/me/erasure', sure, { ...rosa, env: { DB } })
    expect(batches).toHaveBeenCalledTimes(1)
  })
})

describe('a guest', () => {
  test('gets the same response whether the address is known or not', async () => {
    const rosa = await confirmed('Known here')
    const answers = await Promise.all(
      [rosa.email, 'nobody@example.org'].map((email) => send(letter, { email }, stranger())),
    )
    const [known, unknown] = answers.map(({ status, body, headers }) => ({
      status,
      body,
      location: headers.get('location'),
    }))
    expect(known).toEqual(unknown)
    expect(known).toMatchObject({ status: 303, location: '/community/me/leaving/letter/' })
    expect(await lettersTo({ ...rosa, email: 'nobody@example.org' })).toEqual([])
    expect(await lettersTo(rosa)).toHaveLength(2)
  })

  test('gets a form with an invalid address back, with what was typed', async () => {
    const { status, body } = await send(letter, { email: 'rosa@' }, stranger())
    expect(status).toBe(422)
    expect(body).toContain('value="rosa@"')
  })

  test('gets at most three emails a day, in whatever case the address is typed', async () => {
    const rosa = await confirmed('Three letters')
    for (const email of [rosa.email, rosa.email.toUpperCase(), rosa.email, rosa.email, rosa.email])
      await send(letter, { email }, stranger())
    const all = await lettersTo(rosa)
    expect(all.filter(({ text }) => text.includes('/me/leaving/'))).toHaveLength(3)
  })

  test('who has become a member is sent to the sign-in page', async () => {
    const rosa = await member()
    await send(letter, { email: rosa.email }, stranger())
    const [newest] = await lettersTo({ ...stranger(), email: rosa.email })
    expect(newest!.text).toContain('/sign-in/?returnTo=%2Fcommunity%2Fme%2Fleaving%2F')
  })

  test('finds buttons behind the link; opening it changes nothing', async () => {
    const rosa = await confirmed('Behind the link')
    await send(letter, { email: rosa.email }, rosa)
    const link = await linkTo(rosa)
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(link, { method })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
    expect((await ask(`${link}erasure/`)).status).toBe(404)
    expect((await ask(post)).body).toContain('Behind the link')
    expect(await db.$count(guests, eq(guests.email, rosa.email))).toBe(1)
  })

  test('downloads all data of the address, confirmed or not', async () => {
    const rosa = await confirmed('The confirmed one')
    await say({ ...stranger(), email: rosa.email }, 'The unconfirmed one')
    await send(letter, { email: rosa.email }, rosa)
    const { bytes } = await bytesFrom(`${await linkTo(rosa)}export`, {})
    const all = Object.values(await unzip(bytes)).join()
    expect(all).toContain('The confirmed one')
    expect(all).toContain('The unconfirmed one')
  })

  test('is erased through the emailed link, which works once', async () => {
    const rosa = await confirmed('By the letter')
    await send(letter, { email: rosa.email }, rosa)
    const link = await linkTo(rosa)
    expect((await send(`${link}erasure`, { comments: 'stay' }, rosa)).status).toBe(422)

    const answer = await send(`${link}erasure`, sure, rosa)
    expect(answer.status).toBe(303)
    expect(answer.headers.getSetCookie().join()).toMatch(/hub-guest=;.*Max-Age=0/)
    const { body } = await ask(post)
    expect(body).toContain('By the letter')
    expect(body).toContain('A former guest')
    expect(body).not.toContain(rosa.name)
    expect(await lettersTo(rosa)).toEqual([])
    for (const path of [link, `${link}erasure`])
      expect((await send(path, sure, rosa)).status).toBe(404)
    expect((await ask(link)).status).toBe(404)
  })

  test('with a changed, foreign or expired link gets nothing', async () => {
    const [rosa, ben] = [await confirmed('Mine'), await confirmed('His')]
    for (const { email } of [rosa, ben]) await send(letter, { email }, stranger())
    const [hers, his] = [await linkTo(rosa), await linkTo(ben)]
    const [id, until, seal] = hers.split('/').at(-2)!.split('.')
    const [other] = his.split('/').at(-2)!.split('.')
    const forged = [
      `${other}.${until}.${seal}`,
      `${id}.zzzzzzzzz.${seal}`,
      `${id}.${until}.${seal!.slice(0, -1)}${seal!.endsWith('A') ? 'E' : 'A'}`,
      `${id}.1.${seal}`,
      'x',
    ]
    for (const token of forged) {
      const answer = await send(`/community/me/leaving/${token}/erasure`, sure, rosa)
      expect(answer.status, token).toBe(404)
    }
    vi.setSystemTime(Date.now() + 25 * 60 * 60 * 1000)
    expect((await send(`${hers}erasure`, sure, rosa)).status).toBe(404)
    vi.useRealTimers()
    expect(await db.$count(guests, eq(guests.email, rosa.email))).toBe(1)
  })

  test('cannot use a confirmation link for erasure, nor this one for confirmation', async () => {
    const rosa = stranger()
    await say(rosa, 'Not yet confirmed')
    const token = (await confirmationOf(rosa)).split('/').at(-2)!
    expect((await send(`/community/me/leaving/${token}/erasure`, sure, rosa)).status).toBe(404)
    await send(letter, { email: rosa.email }, rosa)
    const other = (await linkTo(rosa)).split('/').at(-2)!
    expect((await send(`/community/confirmation/${other}/`, {}, rosa)).status).toBe(404)
  })

  test('of a hub that cannot send email reads whom to contact', async () => {
    const env = { HUB_LOCAL: undefined }
    const answer = await send(letter, { email: 'rosa@example.org' }, { ...stranger(), env })
    expect(answer.status).toBe(503)
  })
})

describe('a banned member', () => {
  const bannedUntil = new Date('2999-01-01')
  const banned = () => member({ bannedUntil, banReason: 'Shouting' })

  test('is erased through an emailed link, because they cannot sign in', async () => {
    const rosa = await banned()
    await send(letter, { email: rosa.email })
    const link = await linkTo({ ...stranger(), email: rosa.email })
    const shown = await ask(link)
    expect([shown.status, shown.body]).toEqual([200, expect.stringContaining('Your data')])
    const { answer } = await bytesFrom(`${link}export`, {})
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect((await send(`${link}erasure`, sure)).status).toBe(303)
    expect(await isHere(rosa)).toBe(0)
    expect((await ask(link)).status).toBe(404)
  })

  test('has no such link once they can sign in again', async () => {
    const rosa = await banned()
    await send(letter, { email: rosa.email })
    const link = await linkTo({ ...stranger(), email: rosa.email })
    await db.update(members).set({ bannedUntil: null }).where(eq(members.id, rosa.id))
    expect((await ask(link)).status).toBe(404)
    expect((await send(`${link}erasure`, sure)).status).toBe(404)
    expect(await isHere(rosa)).toBe(1)
  })
})
