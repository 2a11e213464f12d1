import { readFileSync } from 'node:fs'
import sitemap from '@astrojs/sitemap'
import type { AstroIntegration } from 'astro'
import type { HubFile } from '../contract/hub'
import { type Paths, pathsAt } from '../contract/paths'
import { isOpen } from '../contract/permissions'

/** Pages that are not for search engines: layouts that the Worker fills, search, sign-in, own account. */
const unlisted = (paths: Paths) => [
  paths.frame(),
  paths.deskFrame(),
  paths.topicFrame(),
  paths.listFrame(),
  paths.startFrame(),
  paths.search(),
  paths.signIn(),
  paths.me(),
]

/**
 * The sitemap of the built pages, with the time of the last change of each post. Astro gives an
 * integration only the address of a page; the rest is read from the built `hub.json`. The sitemap of
 * topics is written by the Worker.
 *
 * @param url the hub's address, from hub.yaml
 */
export const sitemaps = (url: string): AstroIntegration[] => {
  const paths = pathsAt(new URL(url).pathname)
  let folder: URL | undefined
  let known: Known | undefined
  const outDir: AstroIntegration = {
    name: 'hub-sitemap',
    hooks: {
      'astro:config:done': ({ config }) => {
        folder = config.outDir
      },
    },
  }
  const built = () => (known ??= readHub(new URL('hub.json', folder), paths))
  const pages = sitemap({
    customSitemaps: [new URL(paths.topicsSitemap().slice(paths.base.length), url).href],
    filter: (page) => {
      const { pathname } = new URL(page)
      return !unlisted(paths).includes(pathname) && !built().guarded.has(pathname)
    },
    serialize: (item) => {
      const lastmod = built().changes.get(new URL(item.url).pathname)
      return lastmod ? { ...item, lastmod } : item
    },
  })
  return [outDir, pages]
}

interface Known {
  /** The time of the last change, by the path of the post. */
  changes: ReadonlyMap<string, string>
  /** The paths of restricted and scheduled posts. */
  guarded: ReadonlySet<string>
}

const readHub = (file: URL, paths: Paths): Known => {
  const { conversations, spaces, levels }: HubFile = JSON.parse(readFileSync(file, 'utf8'))
  const open = new Set(spaces.filter((space) => isOpen(space, levels)).map(({ id }) => id))
  const posts = Object.values(conversations)
  return {
    changes: new Map(
      posts.map(({ slug, changedAt }) => [paths.post(slug), new Date(changedAt).toISOString()]),
    ),
    guarded: new Set(
      posts
        .filter(({ space, publishAt }) => !open.has(space) || publishAt !== undefined)
        .map(({ slug }) => paths.post(slug)),
    ),
  }
}
