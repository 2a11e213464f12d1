import { resolve } from 'node:path'

/** The absolute path of the content folder: `HUB_CONTENT`, or `content` beside the package. */
export const contentFolder = () => resolve(process.env['HUB_CONTENT'] || './content')

/** Posts, offers and pages: `<slug>.mdx`, or `<slug>/index.mdx` with its pictures beside it. */
export const entryPatterns = ['*.{md,mdx}', '*/index.{md,mdx}', '!_*', '!_*/**', '!README.md']

/** `slugOf('shop/index.mdx') // => 'shop'` */
export const slugOf = (entry: string) => entry.replace(/(?:\/index)?\.mdx?$/, '')
