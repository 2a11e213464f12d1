import { createRequire } from 'node:module'
import { defineMdastPlugin } from 'satteri'

/** Prism's list of its languages and their aliases. */
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
 * Highlights code in an unknown language as plain text: Astro would parse it as HTML and lose
 * everything between `<` and `>`.
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
