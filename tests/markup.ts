import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { built } from './built'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** A file of a built hub: `readBuilt('hub', 'community/feed.xml')`. */
export const readBuilt = (hub: string, path: string) =>
  readFileSync(resolve(built, hub, path), 'utf8')

/** A page of a built hub, as a browser would take it apart. */
export const openPage = (hub: string, path: string) => {
  const elements = descend(parse(readBuilt(hub, `${path}index.html`)))
  return {
    elements,
    /** The attributes of every element of a name. */
    all: (name: string) => elements.filter(({ tagName }) => tagName === name).map(attributesOf),
    /** What a `<meta>` says. */
    meta: (name: string) =>
      elements
        .map(attributesOf)
        .find((attributes) => attributes['name'] === name || attributes['property'] === name)?.[
        'content'
      ],
    /** The text in the first element of a name. */
    text: (name: string) => textOf(elements.find(({ tagName }) => tagName === name)),
    /** What the page says of itself to machines. */
    facts: (): Record<string, any>[] => {
      const script = elements.find(
        (element) => attributesOf(element)['type'] === 'application/ld+json',
      )
      return script ? JSON.parse(textOf(script))['@graph'] : []
    },
  }
}

const descend = (node: Node): Element[] =>
  'childNodes' in node
    ? node.childNodes.flatMap((child) => [
        ...('tagName' in child ? [child] : []),
        ...descend(child),
      ])
    : []

const attributesOf = ({ attrs }: Element): Record<string, string> =>
  Object.fromEntries(attrs.map(({ name, value }) => [name, value]))

const textOf = (element: Element | undefined) =>
  (element?.childNodes ?? []).map((node) => ('value' in node ? node.value : '')).join('')
