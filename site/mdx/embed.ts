import { element, text, textOf, type Child, type Element } from './element'
import { linkTo } from './links'
import type { PageContext } from './page-context'

/** The ancestors of a node. */
export interface Around {
  /** Whether it is within a link. */
  link: boolean
  /** Whether it is within a paragraph, where no other may begin. */
  phrase: boolean
}

/** Embedded content as a link, in its own paragraph if possible; the text of a form is preserved. */
export const embed = (
  node: Element,
  around: Around,
  page: PageContext,
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
  page.found({ kind: 'embed', written: written ?? `<${name}>` })
  const link = written === undefined ? undefined : linkTo(written, page)
  const content = inside(node.children)
  const label =
    [properties['title'], properties['ariaLabel'], name === 'form' ? '' : textOf(node)]
      .map((value) => String(value ?? '').trim())
      .find(Boolean) ?? invitation(name, link?.href)
  const leads = (className?: string[]) =>
    link && !around.link
      ? element('a', { ...(className && { className }), ...link }, [text(label)])
      : text(label)
  if (name === 'form') {
    return element('div', { className: ['embed'] }, [...content, element('p', {}, [leads()])])
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
