import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, extname, join } from 'node:path'
import type { HubFile, Later } from '../site/contract/hub'
import { type Paths, pathsAt } from '../site/contract/paths'
import { isOpen } from '../site/contract/permissions'

/** Files that may name a picture. */
const TEXTS = '**/*.{html,xml,json,css,js,txt,svg,webmanifest}'

/** What a page runs and is styled by is the same for all pages, and says nothing of any. */
const HOUSEHOLD = new Set(['.css', '.js', '.map', '.woff', '.woff2'])

/**
 * Takes the posts that not everybody may read, and those whose time has not come, away from their
 * addresses, to where the Worker alone finds them: no way of spelling an address leads past its
 * check. What lists and feeds show of the latter, `later.json`, goes along. Their pictures, which Astro puts
 * among the hashed files that never wake the Worker, go along; they are asked for beside the post,
 * as its files are, and so after the same check.
 *
 * @param site the folder of a finished build, with `hub.json` at its root
 */
export const guard = (site: string): void => {
  const file = join(site, 'hub.json')
  const hub: HubFile = JSON.parse(readFileSync(file, 'utf8'))
  const paths = pathsAt(hub.base)
  const open = new Set(hub.spaces.filter((space) => isOpen(space, hub.levels)).map(({ id }) => id))
  const posts = Object.values(hub.conversations).filter(
    ({ space, publishAt }) => !open.has(space) || publishAt !== undefined,
  )
  const later = join(site, 'later.json')
  if (posts.length === 0) return rmSync(later, { force: true })
  const guarded = `guarded-${randomBytes(16).toString('hex')}`
  const places = posts.map(({ slug }) => {
    const place = join(site, guarded, paths.post(slug))
    mkdirSync(dirname(place), { recursive: true })
    renameSync(join(site, paths.post(slug)), place)
    return { slug, place }
  })
  renameSync(later, join(site, guarded, 'later.json'))
  const pictures = picturesOf(hashed(site, paths), site, guarded)
  for (const { slug, place } of places) bring({ paths, pictures }, slug, place)
  bringLater({ paths, pictures }, hub, join(site, guarded))
  for (const picture of pictures.values()) rmSync(picture)
  writeFileSync(file, JSON.stringify({ ...hub, guarded }))
}

const hashed = (site: string, { base }: Paths) => join(site, base, '_astro')

/** A name as the folder has it; what is no address stays as it is. */
const decoded = (name: string) => {
  try {
    return decodeURI(name)
  } catch {
    return name
  }
}

/** Names of hashed files in a text, as they are in the folder. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\/_astro\/([^"'\s<>?#&\\]+)/g)].flatMap(([, name = '']) => {
    const plain = decoded(name)
    // In a style sheet a parenthesis may close the address, in `srcset` a comma.
    return [plain, plain.replace(/[),;]+$/, '')]
  })

/** The pictures that no public file names, by their names: they are of guarded posts, or of nothing. */
const picturesOf = (folder: string, site: string, guarded: string): Map<string, string> => {
  if (!existsSync(folder)) return new Map()
  const open = globSync(TEXTS, { cwd: site, exclude: (path) => path === guarded })
  const named = new Set(open.flatMap((path) => namesIn(readFileSync(join(site, path), 'utf8'))))
  return new Map(
    readdirSync(folder)
      .filter((name) => !HOUSEHOLD.has(extname(name)) && !named.has(name))
      .map((name) => [name, join(folder, name)]),
  )
}

/** What is brought along, and the addresses it has there. */
interface Brought {
  paths: Paths
  pictures: ReadonlyMap<string, string>
}

/** Puts the pictures that a post shows beside it, and has its page ask for them there. */
const bring = (brought: Brought, slug: string, place: string) => {
  for (const page of globSync('**/*.html', { cwd: place })) {
    const file = join(place, page)
    const html = readFileSync(file, 'utf8')
    const changed = bringInto(html, brought, slug, place)
    if (changed !== html) writeFileSync(file, changed)
  }
}

/** The same for the cards and entries of posts whose time has not come. */
const bringLater = (brought: Brought, { conversations }: HubFile, guarded: string) => {
  const file = join(guarded, 'later.json')
  const later: Later = JSON.parse(readFileSync(file, 'utf8'))
  const entries = Object.entries(later).map(([id, late]) => {
    const { slug } = conversations[id]!
    const place = join(guarded, brought.paths.post(slug))
    return [id, JSON.parse(bringInto(JSON.stringify(late), brought, slug, place))]
  })
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries)))
}

const bringInto = (text: string, { paths, pictures }: Brought, slug: string, place: string) => {
  const own = new Set(namesIn(text).filter((name) => pictures.has(name)))
  for (const name of own) copyFileSync(pictures.get(name)!, join(place, name))
  return pointed(text, own, paths, slug)
}

/** The text with the addresses of its own pictures beside the post. */
const pointed = (html: string, own: ReadonlySet<string>, paths: Paths, slug: string): string => {
  let page = html
  // Of two names the longer may begin with the shorter.
  for (const name of [...own].toSorted((one, other) => other.length - one.length))
    for (const spelled of new Set([name, encodeURI(name)]))
      page = page.replaceAll(`${paths.base}_astro/${spelled}`, paths.postFile(slug, name))
  return page
}
