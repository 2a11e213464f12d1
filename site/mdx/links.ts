import { dirname, relative, resolve, sep } from 'node:path'
import type { PageContext } from './page-context'

/** The allowed schemes; any other link becomes plain text. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'xmpp:', 'matrix:', 'geo:'])

/** A resolved link. */
export interface Link {
  href: string
  /** Set for other hosts. */
  rel?: string[]
}

/**
 * Resolves a link as an editor wrote it: a path gets the hub's base and a trailing slash, a file beside
 * the post becomes its page, another host gets `noopener`. `undefined` if it is not allowed.
 */
export const linkTo = (written: string, page: PageContext): Link | undefined => {
  const href = written.trim()
  if (href === '' || href.startsWith('#')) return { href }
  const address = href.startsWith('//') ? `https:${href}` : href
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return absoluteLink(address, page)
  return hubLink(href, page)
}

const absoluteLink = (address: string, page: PageContext): Link | undefined => {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (!SCHEMES.has(url.protocol)) return undefined
  const own = url.origin === page.origin && url.pathname.startsWith(page.base)
  if (own) return hubLink(url.pathname + url.search + url.hash, page)
  if (!url.protocol.startsWith('http')) return { href: address }
  page.found({ kind: 'outside', written: address, address: url.href })
  return { href: address, rel: ['noopener'] }
}

const hubLink = (href: string, page: PageContext): Link => {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? []
  const address =
    path === '' ? '' : withSlash(page.base + withoutBase(fromRoot(path, page), page.base))
  if (address) page.found({ kind: 'link', written: href, address: address.slice(page.base.length) })
  return { href: address + rest }
}

/** A path from the root of the content folder; a relative one is resolved from its file. */
const fromRoot = (path: string, page: PageContext) => {
  if (path.startsWith('/')) return path
  const target = relative(page.content, resolve(dirname(page.file), path))
    .split(sep)
    .join('/')
  return `/${target.replace(/^(?:\.\.\/)+/, '')}${path.endsWith('/') ? '/' : ''}`
}

const withoutBase = (path: string, base: string) =>
  (`${path}/`.startsWith(base) && base !== '/' ? path.slice(base.length) : path.slice(1)).replace(
    /(?:\/?index)?\.mdx?$/,
    '/',
  )

/** With a trailing slash, unless it is a file, which has an extension. */
const withSlash = (path: string) => (/(?:\/|\.[a-z0-9]{1,5})$/i.test(path) ? path : `${path}/`)
