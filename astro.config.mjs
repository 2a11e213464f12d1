// @ts-check
import { fileURLToPath } from 'node:url'
import mdx from '@astrojs/mdx'
import { defineConfig } from 'astro/config'
import { brand } from './site/hub/brand'
import { markdownProcessor } from './site/mdx/processor'
import { ogImages } from './site/og-images/integration'
import { sitemaps } from './site/hub/sitemap'
import { contentFolder } from './site/parser/folder'
import { readSettings } from './site/parser/settings'

const content = contentFolder()
const { hub } = readSettings(content)
const made = fileURLToPath(new URL('./node_modules/.cache/porchlight/brand', import.meta.url))
const { origin, pathname } = new URL(hub.url)

export default defineConfig({
  site: origin,
  base: pathname,
  srcDir: './site',
  outDir: `./dist${pathname}`,
  trailingSlash: 'always',
  // The Worker's policy allows no style and no script inside a page.
  build: { inlineStylesheets: 'never' },
  markdown: {
    syntaxHighlight: 'prism',
    processor: markdownProcessor({
      base: pathname,
      origin,
      content,
      pictureHosts: hub.pictures.remote,
    }),
  },
  integrations: [mdx(), ...sitemaps(hub.url), ogImages()],
  vite: {
    plugins: [await brand(hub, content, made)],
    // The content folder, and so the logo, may lie anywhere.
    server: { fs: { allow: ['.', content] } },
    build: {
      assetsInlineLimit: 0,
      // Newer colour functions are written for browsers that know them, not rewritten.
      cssTarget: ['chrome125', 'firefox128', 'safari18'],
      rolldownOptions: {
        // Rolldown reports a directive of Astro's own in every MDX file.
        onwarn: (warning, next) => {
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') next(warning)
        },
      },
    },
  },
})
