import { defineMdastPlugin } from 'satteri'
import { allowedComponents } from './components'
import { formControls, droppedElements, embeddedElements, allowedElements } from './elements'
import type { PageContext } from './page-context'

const TAG = /^<([a-z][\w-]*)(?:\s[^<>]*)?>$/i

/** Shows unknown, unclosed tags as text: `Promise<Buffer>` in a sentence looks like HTML. */
export const unknownTags = (page: PageContext) =>
  defineMdastPlugin({
    name: 'hub-stray-tags',
    html(node, context) {
      const component = /^<([A-Z]\w*)/.exec(node.value.trim())?.[1]
      if (component && allowedComponents.has(component))
        page.found({ kind: 'component', written: component })
      const name = TAG.exec(node.value.trim())?.[1]
      if (!name || isElement(name.toLowerCase()) || context.source.includes(`</${name}`)) return
      const plain = { type: 'text' as const, value: node.value }
      const isBlock =
        context.parent(node)?.type !== 'paragraph' && context.textContent(node) === node.value
      context.replaceNode(node, isBlock ? { type: 'paragraph', children: [plain] } : plain)
    },
  })

const isElement = (name: string) =>
  allowedElements.has(name) ||
  droppedElements.has(name) ||
  embeddedElements.has(name) ||
  formControls.has(name) ||
  name === 'source'
