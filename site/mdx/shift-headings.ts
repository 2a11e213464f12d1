import { defineHastPlugin, defineMdastPlugin } from 'satteri'
import {
  cellProperties,
  linkProperties,
  picture,
  sourceOf,
  tableFrame,
  type Child,
  type Element,
} from './element'
import { headingLevels, repeatsTitle } from './headings'
import { pictureAt } from './pictures'
import type { PageContext } from './page-context'

/** Headings below the page's title, in a body without HTML. */
export const shiftHeadings = () => {
  const level = headingLevels()
  let first = true
  return defineMdastPlugin({
    name: 'hub-headings',
    heading(node, context) {
      const astro = context.data['astro'] as { frontmatter?: { title?: unknown } } | undefined
      const title =
        first &&
        node.depth === 1 &&
        repeatsTitle(context.textContent(node), astro?.frontmatter?.title)
      first = false
      if (title) return context.removeNode(node)
      const depth = level(node.depth)
      if (depth !== node.depth) context.setProperty(node, 'depth', depth)
    },
  })
}

/**
 * Links, pictures and tables of a body without HTML. Only those few elements cross from the
 * parser into JavaScript, which is what makes ten thousand posts cheap; `thorough` does the same
 * for bodies that need every element looked at.
 */
export const sanitizeMarkdown = (place: PageContext) => {
  let tables = 0
  return defineHastPlugin({
    name: 'hub-gentle',
    element: [
      {
        filter: ['a'],
        visit: (node, context) => {
          const led = linkProperties(node.properties, place)
          for (const name of ['href', 'rel'] as const) {
            if (led[name] !== node.properties[name])
              context.setProperty(node, name, led[name] ?? null)
          }
        },
      },
      {
        filter: ['img'],
        visit: async (node, context) => {
          const around = context.parent(node)
          const inLink = around?.type === 'element' && around.tagName === 'a'
          const found = await pictureAt(sourceOf(node as Element), place)
          return picture(node as Element, found, context.data, inLink) as Child
        },
      },
      { filter: ['table'], visit: (node, context) => context.wrapNode(node, tableFrame(++tables)) },
      // Code scrolls by itself, and so must be reachable by keyboard.
      { filter: ['pre'], visit: (node, context) => context.setProperty(node, 'tabIndex', 0) },
      {
        filter: ['th', 'td'],
        visit: (node, context) => {
          if (!node.properties['style']) return
          context.setProperty(node, 'className', cellProperties(node.properties)['className'])
          context.setProperty(node, 'style', null)
        },
      },
    ],
  })
}
