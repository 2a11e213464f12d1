import mdx from '@astrojs/mdx/server.js'
import { experimental_AstroContainer as AstroContainer } from 'astro/container'

let container: Promise<AstroContainer> | undefined

/**
 * Renders a component outside of a page, for feeds and for the Worker. Astro renders content only
 * within a page, which the container replaces.
 */
export const makeContainer = (): Promise<AstroContainer> => (container ??= createContainer())

const createContainer = async () => {
  const made = await AstroContainer.create()
  made.addServerRenderer({ name: '@astrojs/mdx', renderer: mdx })
  return made
}
