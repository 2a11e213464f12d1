import { defineMdastPlugin } from 'satteri'
import { given } from './components'
import { controls, dropped, embedded, known } from './elements'
import type { Place } from './page-context'

const TAG = /^<([a-z][\w-]*)(?:\s[^<>]*)?>$/i

/** `Promise<Buffer>` in a sentence looks like HTML; a tag that nobody knows or closes is words. */
export const strayTags = (place: Place) =>
  defineMdastPlugin({
    name: 'hub-stray-tags',
    html(node, context) {
      const component = /^<([A-Z]\w*)/.exec(node.value.trim())?.[1]
      if (component && given.has(component)) place.found({ kind: 'component', written: component })
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
