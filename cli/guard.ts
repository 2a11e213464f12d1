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
import type { HubFile, ScheduledPosts } from '../site/contract/hub'
import { type Paths, pathsAt } from '../site/contract/paths'
import { isOpen } from '../site/contract/permissions'

/** Files that can refer to a picture. */
const TEXTS = '**/*.{html,xml,json,css,js,txt,svg,webmanifest}'

/** Scripts, styles and fonts, which all pages share and which reveal nothing of a post. */
const PUBLIC_EXTENSIONS = new Set(['.css', '.js', '.map', '.woff', '.woff2'])

/**
 * Moves restricted and scheduled posts to a folder with a random name that only the Worker knows, so
 * that no spelling of an address bypasses its permission check. `later.json`, which has the cards and
 * feed entries of scheduled posts, is moved too. So are their pictures: Astro puts them among the
 * hashed files, which are served without the Worker; they become files beside the post, behind the
 * same check.
 *
 * @param site the folder of a finished build, with `hub.json` at its root
 */
export const moveRestrictedPosts = (site: string): void => {
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
  for (const { slug, place } of places) movePictures({ paths, pictures }, slug, place)
  moveScheduledPictures({ paths, pictures }, hub, join(site, guarded))
  for (const picture of pictures.values()) rmSync(picture)
  writeFileSync(file, JSON.stringify({ ...hub, guarded }))
}

const hashed = (site: string, { base }: Paths) => join(site, base, '_astro')

/** A decoded file name; unchanged if it is not a valid address. */
const decoded = (name: string) => {
  try {
    return decodeURI(name)
  } catch {
    return name
  }
}

/** The names of hashed files in a text, decoded. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\/_astro\/([^"'\s<>?#&\\]+)/g)].flatMap(([, name = '']) => {
    const plain = decoded(name)
    // In a style sheet a parenthesis may close the address, in `srcset` a comma.
    return [plain, plain.replace(/[),;]+$/, '')]
  })

/** The paths of the pictures that no public file refers to, by name: only restricted posts use them. */
const picturesOf = (folder: string, site: string, guarded: string): Map<string, string> => {
  if (!existsSync(folder)) return new Map()
  const open = globSync(TEXTS, { cwd: site, exclude: (path) => path === guarded })
  const named = new Set(open.flatMap((path) => namesIn(readFileSync(join(site, path), 'utf8'))))
  return new Map(
    readdirSync(folder)
      .filter((name) => !PUBLIC_EXTENSIONS.has(extname(name)) && !named.has(name))
      .map((name) => [name, join(folder, name)]),
  )
}

/** The pictures to move, and the addresses of the hub. */
interface PictureMove {
  paths: Paths
  pictures: ReadonlyMap<string, string>
}

/** Copies the pictures of a post beside it, and changes their addresses in its page. */
const movePictures = (brought: PictureMove, slug: string, place: string) => {
  for (const page of globSync('**/*.html', { cwd: place })) {
    const file = join(place, page)
    const html = readFileSync(file, 'utf8')
    const changed = copyPictures(html, brought, slug, place)
    if (changed !== html) writeFileSync(file, changed)
  }
}

/** The same for the cards and feed entries of scheduled posts. */
const moveScheduledPictures = (
  brought: PictureMove,
  { conversations }: HubFile,
  guarded: string,
) => {
  const file = join(guarded, 'later.json')
  const later: ScheduledPosts = JSON.parse(readFileSync(file, 'utf8'))
  const entries = Object.entries(later).map(([id, late]) => {
    const { slug } = conversations[id]!
    const place = join(guarded, brought.paths.post(slug))
    return [id, JSON.parse(copyPictures(JSON.stringify(late), brought, slug, place))]
  })
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries)))
}

const copyPictures = (
  text: string,
  { paths, pictures }: PictureMove,
  slug: string,
  place: string,
) => {
  const own = new Set(namesIn(text).filter((name) => pictures.has(name)))
  for (const name of own) copyFileSync(pictures.get(name)!, join(place, name))
  return withPicturePaths(text, own, paths, slug)
}

/** The text with the new addresses of its pictures. */
const withPicturePaths = (
  html: string,
  own: ReadonlySet<string>,
  paths: Paths,
  slug: string,
): string => {
  let page = html
  // Longest first: one name can be the beginning of another.
  for (const name of [...own].toSorted((one, other) => other.length - one.length))
    for (const spelled of new Set([name, encodeURI(name)]))
      page = page.replaceAll(`${paths.base}_astro/${spelled}`, paths.postFile(slug, name))
  return page
}
