import { defineCollection } from 'astro:content'
import { offerSchema } from './offers/schema'
import { postSchema } from './posts/schema'
import { pageSchema } from './prose/schema'
import { entries } from './reading/entries'
import { contentFolder } from './reading/folder'
import { readSettings } from './reading/settings'

const content = contentFolder()
const { hub, spaces } = readSettings(content)
const zone = hub.timezone
const firstSpace = spaces[0]?.id ?? 'public'

const posts = defineCollection({
  loader: entries(content, 'posts'),
  schema: ({ image }) => postSchema({ zone, firstSpace, picture: image() }),
})

const offers = defineCollection({ loader: entries(content, 'offers'), schema: offerSchema(zone) })

const pages = defineCollection({ loader: entries(content, 'pages'), schema: pageSchema })

/** What editors write as Markdown; everything else is read by `readSettings`. */
export const collections = { posts, offers, pages }
