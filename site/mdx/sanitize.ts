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
import { headingLevels, repeatsTitle } from './headings'
import { linkTo } from './links'
import { pictureAt, type Picture } from './pictures'
import type { PageContext } from './page-context'

type Jsx = Extract<Child, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>
type Root = Extract<Node, { type: 'root' }>

/** What stands around a node. */
interface Around {
  link: boolean
  /** Words, where no paragraph may begin. */
  phrase: boolean
}

const BLOCKS = new Set(
  'article aside blockquote dd details div figure footer header li main section td th'.split(' '),
)

const within = (name: string, around: Around): Around => ({
  link: around.link || name === 'a',
  phrase: BLOCKS.has(name) ? false : name === 'p' || around.phrase,
})

/**
 * Every element of a body with HTML or components in it, in one walk: what may not stand in a
 * page of the hub becomes a link, is taken off around its words, or goes.
 */
export const sanitizeMarkup = (place: PageContext) =>
  defineHastPlugin({
    name: 'hub-thorough',
    async before(root, context) {
      const decided = await decide(root as Root, place)
      context.replaceNode(root, walk(root as Root, place, decided, context.data))
    },
  })

/** What becomes of each picture of a body, by its address as it was written. */
type Decided = ReadonlyMap<string, Picture>

const decide = async (root: Root, place: PageContext): Promise<Decided> => {
  const sources = [...new Set(picturesIn(root).map(sourceOf))]
  return new Map(
    await Promise.all(sources.map(async (src) => [src, await pictureAt(src, place)] as const)),
  )
}

const picturesIn = (node: Node): Element[] => {
  const image = node.type === 'element' ? node : isJsx(node) ? asElement(node) : undefined
  if (image?.tagName === 'img') return [image]
  return 'children' in node ? node.children.flatMap((child) => picturesIn(child as Node)) : []
}

const isJsx = (node: Node): node is Jsx =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'

const walk = (
  root: Root,
  place: PageContext,
  decided: Decided,
  data: Record<string, unknown>,
): Root => {
  const level = headingLevels()
  const components = imported(root)
  let tables = 0
  let atTop = true

  const inside = (nodes: readonly Node[], around: Around) =>
    nodes.flatMap((node) => tidy(node as Child, around))

  const tidy = (node: Child, around: Around): Child[] => {
    switch (node.type) {
      case 'element':
        return tidyElement(node, around)
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        return tidyJsx(node, around)
      case 'comment':
        return []
      default:
        return [withoutForeignImports(node as Node) as Child]
    }
  }

  const tidyJsx = (node: Jsx, around: Around): Child[] => {
    const plain = asElement(node)
    if (plain) return tidyElement(plain, around)
    if (node.name === null) return inside(node.children, around)
    if (allowedComponents.has(node.name)) return give(node, around)
    const isComponent = /^[A-Z]|\./.test(node.name)
    if (isComponent && !components.has(node.name.split('.', 1)[0]!)) {
      return unwrap(literals(node), inside(node.children, around))
    }
    if (droppedElements.has(node.name) || formControls.has(node.name)) return []
    if (!isComponent && !allowedElements.has(node.name)) return inside(node.children, around)
    const attributes = node.attributes.filter(
      (attribute) =>
        isComponent || attribute.type !== 'mdxJsxAttribute' || isAllowed(attribute.name),
    )
    return [
      { ...node, attributes, children: inside(node.children, within(node.name, around)) } as Child,
    ]
  }

  const give = (node: Jsx, around: Around): Child[] => {
    const known = allowedComponents.get(node.name!)!
    const attributes = node.attributes.filter(
      (attribute) =>
        attribute.type === 'mdxJsxAttribute' &&
        typeof attribute.value === 'string' &&
        known.includes(attribute.name),
    )
    if (node.name === 'Offer') {
      const written = String(literals({ ...node, attributes } as Jsx)['id'] ?? '')
      place.found({ kind: 'offer', written, isInline: around.phrase })
      // A section can not stand in a paragraph.
      if (around.phrase || !written) return []
    }
    return [{ ...node, attributes, children: [] } as Child]
  }

  const tidyElement = (node: Element, around: Around): Child[] => {
    const name = node.tagName
    if (droppedElements.has(name)) {
      place.found({ kind: 'script', written: `<${name}` })
      return []
    }
    if (embeddedElements.has(name))
      return [embed(node, around, place, (nodes) => inside(nodes, around))]
    if (formControls.has(name) && !isTaskMark(node))
      return name === 'button' ? inside(node.children, around) : []
    if (!allowedElements.has(name)) return unwrap(node.properties, inside(node.children, around))
    if (name === 'img')
      return [
        picture(allowed(node), decided.get(sourceOf(node)) ?? { as: 'text' }, data, around.link),
      ]

    const heading = /^h([1-6])$/.exec(name)
    const isFirst = atTop
    if (heading) atTop = false
    if (heading && isFirst && name === 'h1' && repeatsTitle(textOf(node), titleOf(data))) return []

    const children = inside(node.children, within(name, around))
    const properties = allowed(node).properties
    if (heading && properties['id'] !== 'footnote-label') {
      return [element(`h${level(Number(heading[1]))}`, properties, children)]
    }
    if (name === 'a') return [element('a', linkProperties(properties, place), children)]
    if (name === 'table') {
      const frame = tableFrame(++tables)
      return [{ ...frame, children: [element('table', properties, children)] }]
    }
    if (name === 'th' || name === 'td') {
      const aligned = cellProperties({ ...properties, style: node.properties['style'] })
      return [element(name, aligned, children)]
    }
    // It scrolls by itself, and so must be reachable by keyboard.
    if (name === 'pre') return [element(name, { ...properties, tabIndex: 0 }, children)]
    return [{ ...element(name, properties, children), ...(node.data && { data: node.data }) }]
  }

  return { ...root, children: inside(root.children, { link: false, phrase: false }) }
}

const titleOf = (data: Record<string, unknown>) =>
  (data['astro'] as { frontmatter?: { title?: unknown } } | undefined)?.frontmatter?.title

/** The box before an item of a task list, which is no control. */
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

/** Something from elsewhere as a link to it, in a paragraph of its own; a form keeps its words. */
const embed = (
  node: Element,
  around: Around,
  place: PageContext,
  inside: (nodes: Child[]) => Child[],
): Child => {
  const { tagName: name, properties } = node
  const source = node.children.find(
    (child): child is Element => child.type === 'element' && child.tagName === 'source',
  )
  const written = [
    properties['src'],
    properties['data'],
    properties['action'],
    source?.properties['src'],
  ].find((value): value is string => typeof value === 'string' && value !== '')
  place.found({ kind: 'embed', written: written ?? `<${name}>` })
  const link = written === undefined ? undefined : linkTo(written, place)
  const words = inside(node.children)
  const label =
    [properties['title'], properties['ariaLabel'], name === 'form' ? '' : textOf(node)]
      .map((value) => String(value ?? '').trim())
      .find(Boolean) ?? invitation(name, link?.href)
  const leads = (className?: string[]) =>
    link && !around.link
      ? element('a', { ...(className && { className }), ...link }, [text(label)])
      : text(label)
  if (name === 'form') {
    return element('div', { className: ['embed'] }, [...words, element('p', {}, [leads()])])
  }
  return around.phrase ? leads(['embed']) : element('p', { className: ['embed'] }, [leads()])
}

/** `invitation('iframe', 'https://www.youtube.com/embed/x') // => 'See this on youtube.com'` */
const invitation = (name: string, href: string | undefined) => {
  const host = href && /^https?:/.test(href) ? new URL(href).host.replace(/^www\./, '') : undefined
  const verb =
    name === 'form' ? 'Fill in this form' : name === 'audio' ? 'Listen to this' : 'See this'
  return host ? `${verb} on ${host}` : verb
}

/** What an element held, below the label it showed. */
const unwrap = ({ label }: Properties, children: Child[]): Child[] =>
  typeof label === 'string' && label
    ? [element('p', {}, [element('strong', {}, [text(label)])]), ...children]
    : children

/** JSX with the name of an HTML element and nothing computed is that element. */
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

/** Modules of another engine's theme, which are nowhere to be found here. */
const FOREIGN = /^import\s[^\n]*?from\s*['"]@(?:theme|site|docusaurus)\/[^\n]*$/gm

const withoutForeignImports = (node: Node): Node =>
  node.type === 'mdxjsEsm' ? { ...node, value: node.value.replace(FOREIGN, '') } : node

/** The names a file brings along: components with any other name are not there. */
const imported = (root: Root) => {
  const modules = root.children.flatMap((node) =>
    node.type === 'mdxjsEsm' ? [node.value.replace(FOREIGN, '')] : [],
  )
  return new Set(modules.flatMap((code) => code.match(/\b[A-Z]\w*/g) ?? []))
}
