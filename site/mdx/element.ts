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

/** A text node. */
export const text = (value: string): Child => ({ type: 'text', value })

/** The text in a node. */
export const textOf = (node: Node): string =>
  'value' in node && node.type === 'text'
    ? node.value
    : 'children' in node
      ? node.children.map((child) => textOf(child as Node)).join('')
      : ''

/** The attributes of a link with its address resolved; without one if it is not allowed. */
export const linkProperties = (properties: Properties, page: PageContext): Properties => {
  const { href, rel, ...others } = properties
  if (typeof href !== 'string') return properties
  const link = linkTo(href, page)
  if (!link) return others
  return { ...others, href: link.href, ...(link.rel ? { rel: link.rel } : rel ? { rel } : {}) }
}

/** Astro's lists of the pictures to optimize, in the data of a render. */
interface Astro {
  astro?: { localImagePaths: Set<string>; remoteImagePaths: Set<string> }
}

/** The address of a picture as written. */
export const sourceOf = ({ properties: { src } }: Element) => (typeof src === 'string' ? src : '')

/** The element for a picture, or its replacement: a link, or within a link only text. */
export const picture = (
  image: Element,
  found: Picture,
  data: Record<string, unknown>,
  inLink: boolean,
): Child => {
  const { src: _, alt, ...others } = image.properties
  const label = typeof alt === 'string' ? alt.trim() : ''
  const { astro } = data as Astro
  astro?.localImagePaths.delete(unescaped(sourceOf(image)))
  switch (found.as) {
    case 'file': {
      astro?.localImagePaths.add(found.src)
      return element('img', { ...others, src: encodeURI(found.src), alt: label }, [])
    }
    case 'shown':
      return element('img', { ...others, src: found.src, alt: label, loading: 'lazy' }, [])
    case 'link': {
      const name = label || pictureNameOf(found.src)
      return inLink
        ? text(name)
        : element('a', { href: found.src, rel: ['noopener'] }, [text(name)])
    }
    case 'text':
      return label ? element('span', { className: ['picture-missing'] }, [text(label)]) : text('')
  }
}

const unescaped = (src: string) => {
  try {
    return decodeURI(src)
  } catch {
    return src
  }
}

/** `pictureNameOf('https://images.example/a/shop.jpg') // => 'shop.jpg (images.example)'` */
export const pictureNameOf = (address: string) => {
  const { pathname, host } = new URL(address)
  const file = unescaped(pathname.split('/').findLast(Boolean) ?? '')
  return file ? `${file} (${host})` : host
}

/** The frame of a scrollable table, reachable by keyboard and labelled by its number. */
export const tableFrame = (number: number) =>
  element(
    'div',
    { className: ['table'], tabIndex: 0, role: 'region', ariaLabel: `Table ${number}` },
    [],
  )

/** The attributes of a cell with its alignment as a class, because the CSP allows no styles. */
export const cellProperties = ({ style, align, ...others }: Properties): Properties => {
  const side = /left|center|right/.exec(String(style ?? align ?? ''))?.[0]
  return side ? { ...others, className: [`align-${side}`] } : others
}
