import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The least that Astro needs to make a page of each post, and a list of them. */
const files = (posts: string, ending: 'md' | 'mdx') => ({
  'astro.config.mjs': `${ending === 'mdx' ? "import mdx from '@astrojs/mdx'\n" : ''}
export default {
  markdown: { syntaxHighlight: 'prism' },
  integrations: [${ending === 'mdx' ? 'mdx()' : ''}],
  trailingSlash: 'always',
}
`,
  'src/content.config.ts': `import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'

export const collections = {
  posts: defineCollection({
    loader: glob({ base: ${JSON.stringify(posts)}, pattern: '**/*.${ending}' }),
    schema: z.object({
      title: z.string(),
      date: z.coerce.date(),
      kind: z.string(),
      authors: z.array(z.string()),
      tags: z.array(z.string()),
      summary: z.string(),
    }),
  }),
}
`,
  'src/Layout.astro': `---
const { title } = Astro.props
---
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>{title}</title>
  </head>
  <body>
    <main><slot /></main>
  </body>
</html>
`,
  'src/pages/posts/[slug].astro': `---
import { getCollection, render } from 'astro:content'
import Layout from '../../Layout.astro'

export const getStaticPaths = async () =>
  (await getCollection('posts')).map((post) => ({ params: { slug: post.id }, props: { post } }))

const { post } = Astro.props
const { Content } = await render(post)
---
<Layout title={post.data.title}>
  <h1>{post.data.title}</h1>
  <Content />
</Layout>
`,
  'src/pages/index.astro': `---
import { getCollection } from 'astro:content'
import Layout from '../Layout.astro'

const posts = await getCollection('posts')
---
<Layout title="Posts">
  <ul>{posts.map((post) => <li><a href={\`/posts/\${post.id}/\`}>{post.data.title}</a></li>)}</ul>
</Layout>
`,
})

/** Writes a bare Astro project that builds the posts of a folder. */
export const writeBareProject = (folder: string, posts: string, ending: 'md' | 'mdx'): void => {
  for (const [name, text] of Object.entries(files(posts, ending))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
