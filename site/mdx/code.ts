import { createRequire } from 'node:module'
import { defineMdastPlugin } from 'satteri'

/** Prism's own list of the languages it has, and of what else they are called. */
interface Components {
  languages: Record<string, { alias?: string | string[] }>
}

const { languages } = createRequire(import.meta.url)('prismjs/components.json') as Components

const knownLanguages = new Set([
  'astro',
  'plaintext',
  ...Object.entries(languages).flatMap(([name, { alias = [] }]) => [name, ...[alias].flat()]),
])

/**
 * Code in a language that Prism does not have is plain text: Astro would take it for HTML and
 * lose whatever stands between `<` and `>`.
 */
export const plainCode = () =>
  defineMdastPlugin({
    name: 'hub-plain-code',
    code(node, context) {
      if (!node.lang || knownLanguages.has(node.lang)) return
      const known = node.lang.toLowerCase()
      context.setProperty(node, 'lang', knownLanguages.has(known) ? known : 'plaintext')
    },
  })
