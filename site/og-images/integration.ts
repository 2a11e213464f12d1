import type { AstroIntegration } from 'astro'

/** Adds the route of generated pictures among Astro's hashed files, which a file in pages/ cannot. */
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
