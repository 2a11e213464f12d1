import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { vacuum } from '../../cli/vacuum'
import { serveHub } from '../serving'

const state = mkdtempSync(join(tmpdir(), 'hub-leaving-'))
afterAll(() => rmSync(state, { recursive: true }))

/** Every file that the hub leaves on the disk, byte by byte, as far as case is none. */
const readBytes = () =>
  readdirSync(state, { recursive: true, encoding: 'utf8' })
    .map((name) => join(state, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name).toString('latin1').toLowerCase())
    .join('\n')

const among = (marks: string[]) => {
  const bytes = readBytes()
  return marks.filter((mark) => bytes.includes(mark))
}

const open = async () => {
  const { port, server } = await serveHub(state)
  return { server, ...visitorAt(`http://localhost:${port}`) }
}

const visitorAt = (host: string) => {
  const jar = new Map<string, string>()
  const go = async (path: string, fields?: Record<string, string>, address = '192.0.2.7') => {
    const answer = await fetch(new URL(path, `${host}/community/`), {
      redirect: 'manual',
      headers: {
        'cf-connecting-ip': address,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields && { 'sec-fetch-site': 'same-origin' }),
      },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const body = await answer.text()
    return { status: answer.status, body, location: answer.headers.get('location') ?? '' }
  }
  const letters = async (): Promise<{ to: string; text: string }[]> => {
    const answer = await fetch(`${host}/community/dev/mail/`, {
      headers: { accept: 'application/json' },
    })
    return (await answer.json()) as { to: string; text: string }[]
  }
  /** The path of the newest link that was mailed to somebody. */
  const linkTo = (email: string, kind: string) =>
    expect
      .poll(async () => {
        const newest = (await letters()).find(({ to, text }) => to === email && text.includes(kind))
        const link = /https?:\S+/.exec(newest?.text ?? '')
        return link ? new URL(link[0]).pathname : ''
      })
      .toContain(kind)
      .then(async () => {
        const newest = (await letters()).find(({ to, text }) => to === email && text.includes(kind))
        const link = new URL(/https?:\S+/.exec(newest!.text)![0])
        return link.pathname + link.search
      })
  return { go, jar, linkTo }
}

type Visitor = Awaited<ReturnType<typeof open>>

const comments = 'conversations/post:open/comments'

/** Somebody who says something as a guest, and confirms that the address is theirs. */
const speak = async ({ go, jar, linkTo }: Visitor, who: string, address: string) => {
  jar.clear()
  const email = `${who}-mail@example.org`
  const words = {
    name: `${who}-name`,
    email,
    website: `https://${who}-site.example/`,
    body: `About ${who}word`,
  }
  expect((await go(comments, words, address)).status).toBe(303)
  expect((await go(await linkTo(email, '/confirmation/'), {}, address)).status).toBe(303)
  return email
}

/** The word is one to the search too, which keeps each word by itself. */
const marksOf = (who: string) => [`${who}-name`, `${who}-mail`, `${who}-site`, `${who}word`]

test('when somebody has left and the hub is stopped, no file holds anything of them', async () => {
  await withLocalDatabase(state, migrate)
  const first = await open()
  await speak(first, 'benbystander', '192.0.2.1')

  // A guest, who comes in as a member, says more, and goes with everything.
  const email = await speak(first, 'rosaleaver', '192.0.2.2')
  await first.go('posts/open/')
  expect((await first.go('sign-in/', { email, returnTo: '/community/me/' })).status).toBe(303)
  const door = await first.linkTo(email, '/sign-in/')
  expect((await first.go(door, { name: 'rosaleaver-name' })).status).toBe(303)
  expect((await first.go('me/')).status).toBe(200)
  await first.go(comments, { body: 'More of xylophonesecond' })
  const marks = [...marksOf('rosaleaver'), 'xylophonesecond']
  expect(among(marks)).toEqual(marks)
  const left = await first.go('me/erasure', { comments: 'go', sure: 'yes' })
  expect(left.location).toBe('/community/me/farewell/')

  // Killed, it had no time to tidy: what was erased is still where it was. This is why it does.
  process.kill(-first.server.pid, 'SIGKILL')
  await first.server.failed.catch(() => undefined)
  expect(among(marks)).not.toEqual([])
  await vacuum(state)
  expect(among(marks)).toEqual([])
  expect(among(marksOf('benbystander'))).toEqual(marksOf('benbystander'))

  // It goes on with the file as it is now; a guest leaves by letter, and it is stopped in order.
  const second = await open()
  expect((await second.go('posts/open/')).body).toContain('benbystanderword')
  expect((await second.go('search/?q=benbystanderword')).body).toContain('benbystander-name')
  const guest = await speak(second, 'gailleaver', '192.0.2.3')
  await second.go('posts/open/')
  await second.go('me/leaving/letter', { email: guest })
  const link = await second.linkTo(guest, '/me/leaving/')
  await second.go(`${link}erasure`, { comments: 'stay', sure: 'yes' })
  await second.server.stop()
  const [name, mail, site, word] = marksOf('gailleaver')
  expect(among([name!, mail!, site!])).toEqual([])
  expect(among([word!, ...marksOf('benbystander')])).toEqual([word, ...marksOf('benbystander')])
}, 180_000)
