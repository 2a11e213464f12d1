import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from '../../cli/port'
import { below, command, commandOf, lives } from './command'

const folder = mkdtempSync(join(tmpdir(), 'hub-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a host reads at the terminal, whether the hub runs or not. */
const host = async (args: string[]) => {
  const told = await command(['hub', '--', 'comments', ...args], { HUB_STATE: folder }).ended()
  expect(told).toMatchObject({ code: 0, errors: '' })
  return told.output
}

const commentAs = async (name: string, hub: string) => {
  const { status } = await fetch(`${hub}conversations/post:open/comments`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ name, email: 'rosa@example.org', body: 'Hi!' }),
  })
  expect(status).toBe(303)
}

test.runIf(process.platform === 'linux')(
  'npm start says where the hub is, lets a host in beside it, and leaves no process behind',
  async () => {
    const port = String(await freePort())
    writeFileSync(join(folder, 'sign-in.env'), 'GITHUB_CLIENT_ID=a\nGITHUB_CLIENT_SECRET=b\n')
    const hub = command(['start'], {
      HUB_STATE: folder,
      HUB_CARDS: 'off',
      PORT: port,
      NORTHGATE_CLIENT_ID: 'c',
      NORTHGATE_CLIENT_SECRET: 'd',
    })
    await hub.until('Ctrl-C')
    const doors = await (await fetch(`http://localhost:${port}/community/sign-in/`)).text()
    expect(doors).toContain('Continue with GitHub')
    expect(doors).toContain('Continue with Northgate account')
    expect(statSync(join(folder, 'worker.json')).mode & 0o777).toBe(0o600)
    for (const host of ['localhost', '127.0.0.1'])
      expect((await fetch(`http://${host}:${port}/community/posts/open/`)).status).toBe(200)
    expect(statSync(join(folder, 'secret.env')).mode & 0o777).toBe(0o600)
    await commentAs('Rosa', `http://localhost:${port}/community/`)
    const [id, ...words] = (await host(['list'])).split(/\s+/)
    expect(words.join(' ')).toContain(
      'Rosa in post:open held: a guest who has not confirmed their email address Hi!',
    )
    expect(await host(['approve', id!])).toBe(`${id} is published.\n`)

    const processes = below(hub.npm.pid!)
    expect(processes.length).toBeGreaterThan(2)
    // Astro's memory is free again: the process that built the site has ended.
    expect(processes.map(commandOf).filter((line) => line.includes('build-local'))).toEqual([])

    hub.npm.kill('SIGTERM')
    const { output, errors } = await hub.ended()
    await expect.poll(() => processes.filter(lives), { timeout: 60_000 }).toEqual([])
    expect(errors).toBe('')
    expect(await host(['list'])).toBe('No comment is held.\n')
    // Scheduled posts are reported by the content check, and a slow machine reports its progress.
    const progress =
      /^ {2}(?:reading the content|\d.* (?:files written|files checked|into the search))\n/gm
    expect(output.replace(/^Scheduled: .*\n(?: {2}posts\/.*\n)+/m, '').replace(progress, ''))
      .toBe(`Checking the content …
Building the site …
Preparing the database …
Starting the hub …

Test House is at http://localhost:${port}/community/
Emails that it would send: http://localhost:${port}/community/dev/mail/

People sign in with an email link, Northgate account, GitHub.
Not set up: Google, Facebook, X, Microsoft, WordPress.com. Each needs two secrets, such as
GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, in the environment or in ${join(folder, 'sign-in.env')},
and the callback address …/community/auth/callback/<provider>. See cli/README.md.

Press Ctrl-C to stop.
`)
  },
  240_000,
)

test.runIf(process.platform === 'linux').each(['start', 'dev'])(
  'when npm is killed, no process of npm run %s is left',
  async (name) => {
    const settings = { HUB_STATE: join(folder, `killed-${name}`), HUB_CARDS: 'off' }
    const hub = command([name], { ...settings, PORT: String(await freePort()) })
    await hub.until('Ctrl-C')
    const processes = below(hub.npm.pid!)
    expect(processes.length).toBeGreaterThan(2)
    hub.npm.kill('SIGKILL')
    await expect.poll(() => processes.filter(lives), { timeout: 30_000 }).toEqual([])
  },
  240_000,
)
