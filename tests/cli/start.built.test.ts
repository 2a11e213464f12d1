import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '../../cli/port'
import { below, command, commandOf, lives, script } from './command'

const folder = mkdtempSync(join(tmpdir(), 'hub-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.runIf(process.platform === 'linux')(
  'Ctrl-C while the site is being built ends the build, and leaves no process behind',
  async () => {
    const settings = { HUB_STATE: join(folder, 'interrupted'), PORT: String(await freePort()) }
    const hub = command(['start'], settings)
    await hub.until('Building the site')
    const processes = below(hub.npm.pid!)
    const build = processes.find((pid) => commandOf(pid).includes('build-local'))
    expect(build).toBeDefined()
    // A terminal signals all that runs in front: npm and the command, and not the build behind it.
    const behind = [build, ...below(build!)]
    for (const pid of [hub.npm.pid!, ...processes.filter((each) => !behind.includes(each))])
      process.kill(pid, 'SIGINT')
    const { output, errors } = await hub.ended()
    await expect.poll(() => processes.filter(lives), { timeout: 60_000 }).toEqual([])
    expect(output).not.toContain('Preparing the database')
    expect(errors).toBe('')
  },
)

const refusal = async (settings: Record<string, string>, begun = script('start.ts', settings)) => {
  const { errors, code } = await begun.ended()
  expect(code).toBe(1)
  return errors
}

describe('what can not be started is told in a sentence, with exit code 1', () => {
  test.concurrent('a port that is none', async () => {
    const settings = { PORT: 'eighty' }
    expect(await refusal(settings, command(['start'], settings))).toBe(
      'PORT must be a number from 1 to 65535; found "eighty".',
    )
  })

  test.concurrent('a port where somebody else listens', async () => {
    const port = await freePort()
    const server = createServer().listen(port, '127.0.0.1')
    expect(await refusal({ PORT: String(port), HUB_STATE: join(folder, 'busy') })).toBe(
      `Port ${port} is in use. Stop the program that uses it, or set PORT to another port.`,
    )
    server.close()
  })

  test.concurrent('a content folder that is not there', async () => {
    const nowhere = join(folder, 'nowhere')
    expect(await refusal({ HUB_CONTENT: nowhere, PORT: String(await freePort()) })).toBe(
      `There is no content folder at ${nowhere}. Set HUB_CONTENT to the folder with your hub.yaml.`,
    )
  })

  test.concurrent('a content file with mistakes: all of them', async () => {
    const content = join(folder, 'content')
    cpSync(resolve(import.meta.dirname, '../hub'), content, { recursive: true })
    writeFileSync(
      join(content, 'posts/bad.mdx'),
      '---\ntitle: Bad\ndate: 2026-13-01\nauthors: [nobody]\n---\nHi\n',
    )
    const errors = await refusal({ HUB_CONTENT: content, PORT: String(await freePort()) })
    expect(errors).toMatch(/^2 mistakes; nothing was built\n/)
    expect(errors).toMatch(/posts\/bad\.mdx:3 /)
    expect(errors).toMatch(/posts\/bad\.mdx:4 /)
    expect(errors).not.toMatch(/^\s+at /m)
  })
})
