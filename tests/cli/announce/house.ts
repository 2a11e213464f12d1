import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import { vi } from 'vitest'
import { announce, type AnnounceOptions } from '../../../cli/announce'
import { withLocalDatabase } from '../../../cli/local'
import { migrate } from '../../../cli/migrations'
import type { Db } from '../../../worker/env'
import { fakeMastodon } from './fake-mastodon'
import { fakePds } from './fake-pds'
import { serve } from './serve'

/** A picture, as far as anybody here looks at it. */
export const picture = Buffer.from('a picture of a bicycle')

/** A hub that the world sees: every post that was deployed has a page. */
const fakeHub = async (deployed: Set<string>) =>
  serve(({ path, headers }) => {
    if (path === '/cards/drawn.png')
      return { headers: { 'content-type': 'image/png' }, body: picture }
    if (!deployed.has(path)) return { status: 404, body: 'There is nothing here.' }
    const card = `http://${headers.host}/cards/drawn.png`
    const body = `<!doctype html><head><link rel="canonical" href="http://${headers.host}${path}">
<meta property="og:image" content="${card}"></head>`
    return { headers: { 'content-type': 'text/html' }, body }
  })

const SECRETS = { MASTODON_TOKEN: 'a token of Mastodon', BLUESKY_PASSWORD: 'abcd-efgh-ijkl-mnop' }

/**
 * A hub with its content, its ledger and its two networks, all on this machine. Posts are made as
 * tests need them, and everything that was said is kept.
 */
export const makeHouse = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-announce-'))
  const [content, state] = [join(folder, 'content'), join(folder, 'state')]
  mkdirSync(join(content, 'posts'), { recursive: true })
  const deployed = new Set<string>()
  const [hub, mastodon, bluesky] = await Promise.all([
    fakeHub(deployed),
    fakeMastodon(SECRETS.MASTODON_TOKEN),
    fakePds(SECRETS.BLUESKY_PASSWORD),
  ])
  const write = (name: string, text: string) => writeFileSync(join(content, name), text)
  write(
    'hub.yaml',
    `name: North\nurl: ${hub.origin}/community/\nlanguage: en-GB\ntimezone: Europe/London\n`,
  )
  write(
    'spaces.yaml',
    `- { id: public, name: Everyone, read: anyone, comment: anyone, start: members }
- { id: crew, name: The crew, read: members, comment: members, start: members }
`,
  )
  const networks = `- id: mastodon
  name: Mastodon
  follow: https://social.example.com/@north
- id: bluesky
  name: Bluesky
  follow: https://bsky.app/profile/north.example
`
  write('networks.yaml', networks)

  let close = () => {}
  const closed = { whole: Promise.resolve() }
  const db = await new Promise<Db>((resolve, reject) => {
    closed.whole = withLocalDatabase(state, async (database) => {
      await migrate(database)
      resolve(drizzle(database, { casing: 'snake_case' }))
      await new Promise<void>((end) => (close = end))
    }).catch(reject)
  })

  const said = { output: '', errors: '' }
  const listen = () => {
    said.output = said.errors = ''
    vi.spyOn(console, 'log').mockImplementation((line = '') => void (said.output += `${line}\n`))
    vi.spyOn(console, 'error').mockImplementation((line = '') => void (said.errors += `${line}\n`))
    vi.stubEnv('MASTODON_SERVER', mastodon.origin)
    vi.stubEnv('BLUESKY_SERVER', bluesky.origin)
    for (const [name, value] of Object.entries(SECRETS)) vi.stubEnv(name, value)
  }
  const post = (slug: string, head = '', isDeployed = true) => {
    write(
      `posts/${slug}.mdx`,
      `---\ntitle: Winter hours of ${slug}\ndate: 2026-11-02\nauthors: [ada]\n${head}---\n\nFrom *Monday* the workshop closes at six.\n`,
    )
    const path = `/community/posts/${slug}/`
    if (isDeployed) deployed.add(path)
    return `${hub.origin}${path}`
  }

  return {
    hub,
    mastodon,
    bluesky,
    db,
    content,
    state,
    networks,
    write,
    /** Writes a post, and deploys it. Gives back its address. */
    post,
    read: (slug: string) => readFileSync(join(content, `posts/${slug}.mdx`), 'utf8'),
    /** Forgets what was said, and that anything failed. Before each test. */
    listen,
    /** Announces as the command does, and gives back what it said and its exit code. */
    announce: async (slug: string, asked: Partial<AnnounceOptions> = {}, now?: Date) => {
      said.output = said.errors = ''
      process.exitCode = 0
      const place = { content, state, lend: <T>(work: (db: Db) => Promise<T>) => work(db) }
      await announce(
        { slug, isDry: false, isAgain: false, ...asked },
        place,
        () => now ?? new Date(),
      )
      const code = Number(process.exitCode)
      process.exitCode = undefined
      return { ...said, code }
    },
    close: async () => {
      close()
      await Promise.all([closed.whole, ...[hub, mastodon, bluesky].map((one) => one.close())])
      rmSync(folder, { recursive: true })
    },
  }
}

/** What `makeHouse` makes. */
export type House = Awaited<ReturnType<typeof makeHouse>>
