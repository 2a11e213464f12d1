import { defineMdastPlugin, markdownToMdast, type MdastNode } from 'satteri'
import type { PageContext } from './page-context'

/** The boxes that an editor can open with `:::note`, with their aliases. */
const boxes = {
  note: 'note',
  info: 'note',
  tip: 'tip',
  success: 'tip',
  warning: 'warning',
  caution: 'warning',
  danger: 'danger',
} as const

const titles = { note: 'Note', tip: 'Tip', warning: 'Warning', danger: 'Danger' }

/** Whether a body can contain directives; most do not, and colons in prose must stay colons. */
export const hasDirectives = (source: string) => /^[\s>*+\d.)-]*:::+[ \t]*[a-z]/im.test(source)

/**
 * Turns `:::note`, `:::tip`, `:::warning` and `:::danger` into boxes, with a title after the name or
 * in brackets. Every other directive is shown as typed: `10:30` is a time.
 */
export const noteBoxes = (page: PageContext) =>
  defineMdastPlugin({
    name: 'hub-notes',
    options: { position: true },
    containerDirective(node, context) {
      const opening = openingOf(typed(node, context.source))
      const box = boxes[node.name.toLowerCase() as keyof typeof boxes]
      if (box) {
        context.setProperty(node, 'data', {
          hName: 'aside',
          hProperties: { className: ['note', `note-${box}`], role: 'note' },
        })
        const label = node.children[0]
        if (label?.type === 'paragraph' && label.data?.directiveLabel) {
          context.setProperty(label, 'data', { hProperties: { className: ['note-title'] } })
        } else {
          context.prependChild(node, heading(titleOf(opening) || titles[box]))
        }
        return
      }
      page.found({ kind: 'directive', written: opening })
      context.setProperty(node, 'data', { hName: 'div' })
      const label = node.children[0]
      if (label?.type === 'paragraph' && label.data?.directiveLabel) context.removeNode(label)
      context.prependChild(node, paragraph(opening))
      if (closes(node, context.source))
        context.appendChild(node, paragraph(/^:+/.exec(opening)?.[0] ?? ':::'))
    },
    leafDirective(node, context) {
      page.found({ kind: 'directive', written: typed(node, context.source) })
      context.replaceNode(node, paragraph(typed(node, context.source)))
    },
    textDirective(node, context) {
      const around = context.parent(node)?.type
      if (around === 'textDirective' || around === 'leafDirective') return
      context.replaceNode(node, { type: 'text', value: typed(node, context.source) })
    },
  })

const typed = ({ position }: Readonly<MdastNode>, source: string) =>
  source.slice(position?.start.offset, position?.end.offset)

const openingOf = (written: string) => written.split('\n', 1)[0]?.trimEnd() ?? ''

/** `titleOf(':::info Further reading {.wide}') // => 'Further reading'` */
const titleOf = (opening: string) =>
  opening
    .replace(/^:+\s*[\w-]+/, '')
    .replace(/\{[^}]*\}\s*$/, '')
    .trim()

const closes = (node: Readonly<MdastNode>, source: string) =>
  /\n[\s>]*:::+\s*$/.test(typed(node, source))

const paragraph = (value: string): MdastNode => ({
  type: 'paragraph',
  children: [{ type: 'text', value }],
})

/** The title of a box, with its emphasis; copied, because nodes of another tree are refused. */
const heading = (title: string) => {
  const read = markdownToMdast(title, { position: false })
  const line = 'children' in read && read.children[0]
  const nodes = line && line.type === 'paragraph' ? line.children : [{ type: 'text', value: title }]
  return {
    type: 'paragraph',
    children: JSON.parse(JSON.stringify(nodes)),
    data: { hProperties: { className: ['note-title'] } },
  } as MdastNode
}
