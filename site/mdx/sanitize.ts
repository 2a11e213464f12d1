import { defineHastPlugin } from 'satteri'
import {
  cellProperties,
  element,
  linkProperties,
  picture,
  sourceOf,
  tableFrame,
  text,
  textOf,
  type Child,
  type Element,
  type Node,
  type Properties,
} from './element'
import { allowedComponents } from './components'
import {
  formControls,
  droppedElements,
  embeddedElements,
  isAllowed,
  allowedElements,
} from './elements'
import { embed, type Around } from './embed'
import { headingLevels, repeatsTitle } from './headings'
import { pictureAt, type Picture } from './pictures'
import type { PageContext } from './page-context'

type Jsx = Extract<Child, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>
type Root = Extract<Node, { type: 'root' }>

const BLOCKS = new Set(
  'article aside blockquote dd details div figure footer header li main section td th'.split(' '),
)

const within = (name: string, around: Around): Around => ({
  link: around.link || name === 'a',
  phrase: BLOCKS.has(name) ? false : name === 'p' || around.phrase,
})

/**
 * Sanitizes a body with HTML or components, in one walk over all elements: those that are not allowed
 * become a link, are replaced by their content, or are removed.
 */
export const sanitizeMarkup = (page: PageContext) =>
  defineHastPlugin({
    name: 'hub-thorough',
    async before(root, context) {
      const pictures = await decidePictures(root as Root, page)
      context.replaceNode(root, sanitizeRoot(root as Root, page, pictures, context.data))
    },
  })

/** How each picture of a body is rendered, by its address as written. */
type PictureDecisions = ReadonlyMap<string, Picture>

const decidePictures = async (root: Root, page: PageContext): Promise<PictureDecisions> => {
  const sources = [...new Set(picturesIn(root).map(sourceOf))]
  return new Map(
    await Promise.all(sources.map(async (src) => [src, await pictureAt(src, page)] as const)),
  )
}

const picturesIn = (node: Node): Element[] => {
  const image = node.type === 'element' ? node : isJsx(node) ? asElement(node) : undefined
  if (image?.tagName === 'img') return [image]
  return 'children' in node ? node.children.flatMap((child) => picturesIn(child as Node)) : []
}

const isJsx = (node: Node): node is Jsx =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'

/** The state of one walk. */
interface Walk {
  page: PageContext
  pictures: PictureDecisions
  data: Record<string, unknown>
  /** The names that the body imports. */
  components: ReadonlySet<string>
  levelOf: ReturnType<typeof headingLevels>
  tables: number
  hasHeading: boolean
}

const sanitizeRoot = (
  root: Root,
  page: PageContext,
  pictures: PictureDecisions,
  data: Record<string, unknown>,
): Root => {
  const components = imported(root)
  const levelOf = headingLevels()
  const walk = { page, pictures, data, components, levelOf, tables: 0, hasHeading: false }
  return { ...root, children: sanitizeAll(root.children, { link: false, phrase: false }, walk) }
}

const sanitizeAll = (nodes: readonly Node[], around: Around, walk: Walk) =>
  nodes.flatMap((node) => sanitizeNode(node as Child, around, walk))

const sanitizeNode = (node: Child, around: Around, walk: Walk): Child[] => {
  switch (node.type) {
    case 'element':
      return sanitizeElement(node, around, walk)
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return sanitizeJsx(node, around, walk)
    case 'comment':
      return []
    default:
      return [withoutForeignImports(node as Node) as Child]
  }
}

const sanitizeJsx = (node: Jsx, around: Around, walk: Walk): Child[] => {
  const plain = asElement(node)
  if (plain) return sanitizeElement(plain, around, walk)
  if (node.name === null) return sanitizeAll(node.children, around, walk)
  if (allowedComponents.has(node.name)) return sanitizeComponent(node, around, walk)
  const isComponent = /^[A-Z]|\./.test(node.name)
  if (isComponent && !walk.components.has(node.name.split('.', 1)[0]!)) {
    return unwrap(literals(node), sanitizeAll(node.children, around, walk))
  }
  if (droppedElements.has(node.name) || formControls.has(node.name)) return []
  if (!isComponent && !allowedElements.has(node.name))
    return sanitizeAll(node.children, around, walk)
  const attributes = node.attributes.filter(
    (attribute) => isComponent || attribute.type !== 'mdxJsxAttribute' || isAllowed(attribute.name),
  )
  const children = sanitizeAll(node.children, within(node.name, around), walk)
  return [{ ...node, attributes, children } as Child]
}

const sanitizeComponent = (node: Jsx, around: Around, { page }: Walk): Child[] => {
  const known = allowedComponents.get(node.name!)!
  const attributes = node.attributes.filter(
    (attribute) =>
      attribute.type === 'mdxJsxAttribute' &&
      typeof attribute.value === 'string' &&
      known.includes(attribute.name),
  )
  if (node.name === 'Offer') {
    const written = String(literals({ ...node, attributes } as Jsx)['id'] ?? '')
    page.found({ kind: 'offer', written, isInline: around.phrase })
    // It is a section, which cannot be within a paragraph.
    if (around.phrase || !written) return []
  }
  return [{ ...node, attributes, children: [] } as Child]
}

const sanitizeElement = (node: Element, around: Around, walk: Walk): Child[] => {
  const { page, pictures, data } = walk
  const name = node.tagName
  const inside = () => sanitizeAll(node.children, around, walk)
  if (droppedElements.has(name)) {
    page.found({ kind: 'script', written: `<${name}` })
    return []
  }
  if (embeddedElements.has(name))
    return [embed(node, around, page, (nodes) => sanitizeAll(nodes, around, walk))]
  if (formControls.has(name) && !isTaskMark(node)) return name === 'button' ? inside() : []
  if (!allowedElements.has(name)) return unwrap(node.properties, inside())
  if (name !== 'img') return sanitizeAllowed(node, around, walk)
  const decision = pictures.get(sourceOf(node)) ?? { as: 'text' }
  return [picture(allowed(node), decision, data, around.link)]
}

const sanitizeAllowed = (node: Element, around: Around, walk: Walk): Child[] => {
  const name = node.tagName
  const heading = /^h([1-6])$/.exec(name)
  const isFirst = heading && !walk.hasHeading
  walk.hasHeading ||= heading !== null
  if (isFirst && name === 'h1' && repeatsTitle(textOf(node), titleOf(walk.data))) return []

  const children = sanitizeAll(node.children, within(name, around), walk)
  const { properties } = allowed(node)
  if (heading && properties['id'] !== 'footnote-label')
    return [element(`h${walk.levelOf(Number(heading[1]))}`, properties, children)]
  switch (name) {
    case 'a':
      return [element(name, linkProperties(properties, walk.page), children)]
    case 'table':
      return [{ ...tableFrame(++walk.tables), children: [element(name, properties, children)] }]
    case 'th':
    case 'td': {
      const aligned = cellProperties({ ...properties, style: node.properties['style'] })
      return [element(name, aligned, children)]
    }
    case 'pre':
      // It can scroll, so it must be reachable by keyboard.
      return [element(name, { ...properties, tabIndex: 0 }, children)]
    default:
      return [{ ...element(name, properties, children), ...(node.data && { data: node.data }) }]
  }
}

const titleOf = (data: Record<string, unknown>) =>
  (data['astro'] as { frontmatter?: { title?: unknown } } | undefined)?.frontmatter?.title

/** Whether it is the checkbox of a task list, which cannot be operated. */
const isTaskMark = ({ tagName, properties }: Element) =>
  tagName === 'input' && properties['type'] === 'checkbox' && properties['disabled'] === true

const allowed = (node: Element): Element => ({
  ...node,
  properties: Object.fromEntries(
    Object.entries(node.properties)
      .filter(([name]) => isAllowed(name))
      .map(([name, value]) => [name.toLowerCase() === 'classname' ? 'className' : name, value]),
  ),
})

/** The content of a removed element, below its label. */
const unwrap = ({ label }: Properties, children: Child[]): Child[] =>
  typeof label === 'string' && label
    ? [element('p', {}, [element('strong', {}, [text(label)])]), ...children]
    : children

/** The HTML element that JSX is equal to; undefined if an allowed attribute is computed. */
const asElement = (node: Jsx): Element | undefined => {
  if (node.name === null || !/^[a-z][a-z0-9]*$/.test(node.name)) return undefined
  const isPlain = node.attributes.every(
    (attribute) =>
      attribute.type === 'mdxJsxAttribute' &&
      (typeof attribute.value !== 'object' ||
        attribute.value === null ||
        !isAllowed(attribute.name)),
  )
  return isPlain ? element(node.name, literals(node), node.children as Child[]) : undefined
}

const PROPERTY: Record<string, string> = { class: 'className', for: 'htmlFor' }

const literals = (node: Jsx): Properties =>
  Object.fromEntries(
    node.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && typeof attribute.value !== 'object'
        ? [[PROPERTY[attribute.name] ?? attribute.name, attribute.value ?? true]]
        : attribute.type === 'mdxJsxAttribute' && attribute.value === null
          ? [[PROPERTY[attribute.name] ?? attribute.name, true]]
          : [],
    ),
  )

/** Imports of the theme of another engine, which do not exist here. */
const FOREIGN = /^import\s[^\n]*?from\s*['"]@(?:theme|site|docusaurus)\/[^\n]*$/gm

const withoutForeignImports = (node: Node): Node =>
  node.type === 'mdxjsEsm' ? { ...node, value: node.value.replace(FOREIGN, '') } : node

/** The names that a file imports or defines; components with any other name do not exist. */
const imported = (root: Root) => {
  const modules = root.children.flatMap((node) =>
    node.type === 'mdxjsEsm' ? [node.value.replace(FOREIGN, '')] : [],
  )
  return new Set(modules.flatMap((code) => code.match(/\b[A-Z]\w*/g) ?? []))
}
