import { defineCollection } from 'astro:content'
import { z } from 'astro/zod'
import { offerSchema } from './offers/schema'
import { postSchema } from './posts/schema'
import { pageSchema } from './mdx/schema'
import { entries } from './parser/entries'
import { contentFolder } from './parser/folder'
import { readSettings } from './parser/settings'

const content = contentFolder()
const { hub, spaces } = readSettings(content)
const zone = hub.timezone
const firstSpace = spaces[0]?.id ?? 'public'

const written = postSchema({ zone, firstSpace, picture: z.string() })

const posts = defineCollection({
  loader: entries(content, 'posts'),
  // Astro calls this for every post, so only the part for covers is created each time.
  schema: ({ image }) =>
    written.transform(({ cover, ...post }) => ({ ...post, cover: cover && image().parse(cover) })),
})

const offers = defineCollection({ loader: entries(content, 'offers'), schema: offerSchema(zone) })

const pages = defineCollection({ loader: entries(content, 'pages'), schema: pageSchema })

/** The Markdown entries; everything else is read by `readSettings`. */
export const collections = { posts, offers, pages }
