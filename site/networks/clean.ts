import { type DefaultTreeAdapterTypes as Tree, parseFragment } from 'parse5'

/** A drawing that is safe in any page: only shapes, in the colour of the text. */
export interface Drawing {
  viewBox: string
  /** The content of the `svg` element, as markup. */
  shapes: string
}

const shapes = new Set('g path circle ellipse rect line polyline polygon'.split(' '))

/** Elements that draw nothing. */
const invisible = new Set('title desc metadata defs'.split(' '))

const attributes = new Set(
  `d cx cy r rx ry x y x1 y1 x2 y2 width height points transform opacity fill-opacity
  fill-rule clip-rule stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-dasharray stroke-dashoffset stroke-opacity`.split(/\s+/),
)

/** Numbers, letters of paths and transformations, keywords; no references. */
const isPlain = (value: string) => /^[\w\s.,%()+-]*$/.test(value) && !/url/i.test(value)

/** Attributes without a visible effect. */
const isIdle = (name: string) =>
  /^(?:xmlns.*|version|role|id|class|width|height|viewBox|baseProfile|enable-background|x|y)$/.test(
    name,
  ) || /^(?:aria|data|sodipodi|inkscape|xml)[-:]/.test(name)

const isElement = (node: Tree.ChildNode): node is Tree.Element => 'tagName' in node

interface Cleaning {
  /** Removed parts that would be visible, or could run. */
  leftOut: Set<string>
}

const attributesOf = ({ attrs, tagName }: Tree.Element, { leftOut }: Cleaning): string =>
  attrs
    .map(({ name, value, prefix }) => {
      const isPaint = name === 'fill' || name === 'stroke'
      if (isPaint) return ` ${name}="${value.trim() === 'none' ? 'none' : 'currentColor'}"`
      if (tagName !== 'svg' && attributes.has(name) && isPlain(value)) return ` ${name}="${value}"`
      if (tagName === 'svg' && /^(?:fill|stroke)-/.test(name) && isPlain(value))
        return ` ${name}="${value}"`
      if (!isIdle(prefix ? `${prefix}:${name}` : name)) leftOut.add(name)
      return ''
    })
    .join('')

const draw = (element: Tree.Element, cleaning: Cleaning): string => {
  const { tagName } = element
  if (invisible.has(tagName) || tagName.includes(':')) return ''
  if (!shapes.has(tagName)) {
    cleaning.leftOut.add(`<${tagName}>`)
    return ''
  }
  const inside = element.childNodes.filter(isElement).map((child) => draw(child, cleaning))
  return `<${tagName}${attributesOf(element, cleaning)}>${inside.join('')}</${tagName}>`
}

const boxOf = ({ attrs }: Tree.Element): string | undefined => {
  const get = (wanted: string) => attrs.find(({ name }) => name === wanted)?.value.trim() ?? ''
  const box = get('viewBox')
  if (/^-?[\d.]+(?:[\s,]+-?[\d.]+){3}$/.test(box)) return box
  const [width, height] = [get('width'), get('height')].map((size) => Number.parseFloat(size))
  return width && height ? `0 0 ${width} ${height}` : undefined
}

/**
 * An SVG file cleaned for use within a page: no scripts, handlers, styles, references or colours of
 * its own. It is parsed with a browser's algorithm, so that a browser cannot see anything else in it.
 *
 * @returns the drawing and the removed parts; `undefined` if there is no shape
 */
export const cleanSvg = (source: string): { drawing: Drawing; leftOut: string[] } | undefined => {
  const svg = parseFragment(source)
    .childNodes.filter(isElement)
    .find((e) => e.tagName === 'svg')
  const viewBox = svg && boxOf(svg)
  if (!svg || !viewBox) return undefined
  const cleaning: Cleaning = { leftOut: new Set() }
  const inside = svg.childNodes.filter(isElement).map((child) => draw(child, cleaning))
  const drawn = inside.join('')
  if (!drawn) return undefined
  const paint = attributesOf(svg, cleaning)
  return {
    drawing: { viewBox, shapes: paint ? `<g${paint}>${drawn}</g>` : drawn },
    leftOut: [...cleaning.leftOut].toSorted(),
  }
}
