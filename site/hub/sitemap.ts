import { readFileSync } from 'node:fs'
import sitemap from '@astrojs/sitemap'
import type { AstroIntegration } from 'astro'
import type { HubFile } from '../contract/hub'
import { type Paths, pathsAt } from '../contract/paths'
import { isOpen } from '../contract/permissions'

/** Pages that are no place to arrive at: one the Worker fills, one that needs a question, a door. */
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
 * The sitemap, with the moment at which each post last changed. Astro tells an integration nothing
 * of a page but its address; what else is known of it is in the finished `hub.json`. Topics have a
 * sitemap of their own, which the Worker writes.
 *
 * @param url where the hub lives, as hub.yaml says
 */
export const sitemaps = (url: string): AstroIntegration[] => {
  const paths = pathsAt(new URL(url).pathname)
  let folder: URL | undefined
  let known: Known | undefined
  const noted: AstroIntegration = {
    name: 'hub-sitemap',
    hooks: {
      'astro:config:done': ({ config }) => {
        folder = config.outDir
      },
    },
  }
  const know = () => (known ??= readHub(new URL('hub.json', folder), paths))
  const written = sitemap({
    customSitemaps: [new URL(paths.topicsSitemap().slice(paths.base.length), url).href],
    filter: (page) => {
      const { pathname } = new URL(page)
      return !unlisted(paths).includes(pathname) && !know().guarded.has(pathname)
    },
    serialize: (item) => {
      const lastmod = know().changes.get(new URL(item.url).pathname)
      return lastmod ? { ...item, lastmod } : item
    },
  })
  return [noted, written]
}

interface Known {
  /** When the page of each post last changed. */
  changes: ReadonlyMap<string, string>
  /** The pages of posts that not everybody may read, and of those whose time has not come. */
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
