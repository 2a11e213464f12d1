import mdx from '@astrojs/mdx/server.js'
import { experimental_AstroContainer as AstroContainer } from 'astro/container'

let container: Promise<AstroContainer> | undefined

/**
 * What draws a component outside of any page, for feeds and for the Worker. Astro renders a page's
 * content only inside of a page; the container stands in for one.
 */
export const makeContainer = (): Promise<AstroContainer> => (container ??= createContainer())

const createContainer = async () => {
  const made = await AstroContainer.create()
  made.addServerRenderer({ name: '@astrojs/mdx', renderer: mdx })
  return made
}
