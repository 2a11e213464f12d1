import type { AstroIntegration } from 'astro'

/** Puts the pictures that the hub draws among Astro's hashed files, which no file in pages/ can. */
export const ogImages = (): AstroIntegration => ({
  name: 'hub-cards',
  hooks: {
    'astro:config:setup': ({ injectRoute }) =>
      injectRoute({
        pattern: '/_astro/[file]',
        entrypoint: './site/og-images/endpoint.ts',
        prerender: true,
      }),
  },
})
