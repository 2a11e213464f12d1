import { defineMdastPlugin } from 'satteri'
import { controls, dropped, embedded, known } from './elements'

const TAG = /^<([a-z][\w-]*)(?:\s[^<>]*)?>$/i

/** `Promise<Buffer>` in a sentence looks like HTML; a tag that nobody knows or closes is words. */
export const strayTags = () =>
  defineMdastPlugin({
    name: 'hub-stray-tags',
    html(node, context) {
      const name = TAG.exec(node.value.trim())?.[1]
      if (!name || isElement(name.toLowerCase()) || context.source.includes(`</${name}`)) return
      const words = { type: 'text' as const, value: node.value }
      const isBlock =
        context.parent(node)?.type !== 'paragraph' && context.textContent(node) === node.value
      context.replaceNode(node, isBlock ? { type: 'paragraph', children: [words] } : words)
    },
  })

const isElement = (name: string) =>
  known.has(name) ||
  dropped.has(name) ||
  embedded.has(name) ||
  controls.has(name) ||
  name === 'source'
