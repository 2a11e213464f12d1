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

/** Puts the headings of a body without HTML below the page's title. */
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
 * Processes links, pictures and tables of a body without HTML. Only these elements cross from the
 * parser into JavaScript, which keeps ten thousand posts fast; `sanitizeMarkup` does the same for
 * bodies in which every element must be checked.
 */
export const sanitizeMarkdown = (page: PageContext) => {
  let tables = 0
  return defineHastPlugin({
    name: 'hub-gentle',
    element: [
      {
        filter: ['a'],
        visit: (node, context) => {
          const link = linkProperties(node.properties, page)
          for (const name of ['href', 'rel'] as const) {
            if (link[name] !== node.properties[name])
              context.setProperty(node, name, link[name] ?? null)
          }
        },
      },
      {
        filter: ['img'],
        visit: async (node, context) => {
          const around = context.parent(node)
          const inLink = around?.type === 'element' && around.tagName === 'a'
          const found = await pictureAt(sourceOf(node as Element), page)
          return picture(node as Element, found, context.data, inLink) as Child
        },
      },
      { filter: ['table'], visit: (node, context) => context.wrapNode(node, tableFrame(++tables)) },
      // Code can scroll, so it must be reachable by keyboard.
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
