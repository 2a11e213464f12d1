import { readFileSync } from 'node:fs'
import sitemap from '@astrojs/sitemap'
import type { AstroIntegration } from 'astro'
import { type Hub, paths } from '../contract'

/** Pages that are no place to arrive at: one the Worker fills, one that needs a question, a door. */
const unlisted = () => [paths.frame(), paths.search(), paths.signIn()]

/**
 * The sitemap, with the moment at which each post last changed. Astro tells an integration nothing
 * of a page but its address; what else is known of it is in the finished `hub.json`.
 */
export const sitemaps = (): AstroIntegration[] => {
  let folder: URL | undefined
  let changes: Map<string, string> | undefined
  const noted: AstroIntegration = {
    name: 'hub-sitemap',
    hooks: {
      'astro:config:done': ({ config }) => {
        folder = config.outDir
      },
    },
  }
  const written = sitemap({
    filter: (page) => !unlisted().includes(new URL(page).pathname),
    serialize: (item) => {
      changes ??= readChanges(new URL('hub.json', folder))
      const lastmod = changes.get(new URL(item.url).pathname)
      return lastmod ? { ...item, lastmod } : item
    },
  })
  return [noted, written]
}

const readChanges = (file: URL) => {
  const { conversations }: Hub = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(
    Object.values(conversations).map(({ slug, changedAt }) => [
      paths.post(slug),
      new Date(changedAt).toISOString(),
    ]),
  )
}
