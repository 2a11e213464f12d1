import type { HastNode } from 'satteri'
import { linkTo } from './links'
import type { Picture } from './pictures'
import type { PageContext } from './page-context'

/** A node of a rendered body. */
export type Node = HastNode
/** An element of a rendered body. */
export type Element = Extract<Node, { type: 'element' }>
/** What a body's elements may contain. */
export type Child = Element['children'][number]
/** An element's attributes, named as in JavaScript. */
export type Properties = Element['properties']

/** An element: `element('p', {}, [text('Hello')])`. */
export const element = (tagName: string, properties: Properties, children: Child[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
})

/** Words. */
export const text = (value: string): Child => ({ type: 'text', value })

/** All the words in a node. */
export const textOf = (node: Node): string =>
  'value' in node && node.type === 'text'
    ? node.value
    : 'children' in node
      ? node.children.map((child) => textOf(child as Node)).join('')
      : ''

/** The attributes of a link that has been led where it should. */
export const linkProperties = (properties: Properties, place: PageContext): Properties => {
  const { href, rel, ...others } = properties
  if (typeof href !== 'string') return properties
  const link = linkTo(href, place)
  if (!link) return others
  return { ...others, href: link.href, ...(link.rel ? { rel: link.rel } : rel ? { rel } : {}) }
}

/** Astro's list of the pictures it is to make ready, in the data of a render. */
interface Astro {
  astro?: { localImagePaths: Set<string>; remoteImagePaths: Set<string> }
}

/** The address of a picture as it was written. */
export const sourceOf = ({ properties: { src } }: Element) => (typeof src === 'string' ? src : '')

/** A picture as it was decided about, or what stands for it. Inside a link, words alone. */
export const picture = (
  image: Element,
  found: Picture,
  data: Record<string, unknown>,
  inLink: boolean,
): Child => {
  const { src: _, alt, ...others } = image.properties
  const words = typeof alt === 'string' ? alt.trim() : ''
  const { astro } = data as Astro
  astro?.localImagePaths.delete(unescaped(sourceOf(image)))
  switch (found.as) {
    case 'file': {
      astro?.localImagePaths.add(found.src)
      return element('img', { ...others, src: encodeURI(found.src), alt: words }, [])
    }
    case 'shown':
      return element('img', { ...others, src: found.src, alt: words, loading: 'lazy' }, [])
    case 'link': {
      const name = words || pictureNameOf(found.src)
      return inLink
        ? text(name)
        : element('a', { href: found.src, rel: ['noopener'] }, [text(name)])
    }
    case 'text':
      return words ? element('span', { className: ['picture-missing'] }, [text(words)]) : text('')
  }
}

const unescaped = (src: string) => {
  try {
    return decodeURI(src)
  } catch {
    return src
  }
}

/** `nameOf('https://images.example/a/shop.jpg') // => 'shop.jpg (images.example)'` */
export const pictureNameOf = (address: string) => {
  const { pathname, host } = new URL(address)
  const file = unescaped(pathname.split('/').findLast(Boolean) ?? '')
  return file ? `${file} (${host})` : host
}

/** A table that scrolls by itself, reachable by keyboard; its number names it. */
export const tableFrame = (number: number) =>
  element(
    'div',
    { className: ['table'], tabIndex: 0, role: 'region', ariaLabel: `Table ${number}` },
    [],
  )

/** The attributes of a cell with its alignment as a class, for the policy allows no style. */
export const cellProperties = ({ style, align, ...others }: Properties): Properties => {
  const side = /left|center|right/.exec(String(style ?? align ?? ''))?.[0]
  return side ? { ...others, className: [`align-${side}`] } : others
}
