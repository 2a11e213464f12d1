import { dirname, relative, resolve, sep } from 'node:path'
import type { PageContext } from './page-context'

/** Schemes a link may have; anything else loses its address and keeps its words. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'xmpp:', 'matrix:', 'geo:'])

/** Where a link leads and how: `undefined` when it may lead nowhere at all. */
export interface Link {
  href: string
  /** Set on whatever leaves the hub's host. */
  rel?: string[]
}

/**
 * A link as an editor wrote it, made to work where the hub lives: a path gets the base and its
 * closing slash, a file beside the post becomes its page, another host gets `noopener`.
 */
export const linkTo = (written: string, place: PageContext): Link | undefined => {
  const href = written.trim()
  if (href === '' || href.startsWith('#')) return { href }
  const address = href.startsWith('//') ? `https:${href}` : href
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return leaving(address, place)
  return inside(href, place)
}

const leaving = (address: string, place: PageContext): Link | undefined => {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (!SCHEMES.has(url.protocol)) return undefined
  const own = url.origin === place.origin && url.pathname.startsWith(place.base)
  if (own) return inside(url.pathname + url.search + url.hash, place)
  if (!url.protocol.startsWith('http')) return { href: address }
  place.found({ kind: 'outside', written: address, address: url.href })
  return { href: address, rel: ['noopener'] }
}

const inside = (href: string, place: PageContext): Link => {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? []
  const address =
    path === '' ? '' : withSlash(place.base + withoutBase(fromRoot(path, place), place.base))
  if (address)
    place.found({ kind: 'link', written: href, address: address.slice(place.base.length) })
  return { href: address + rest }
}

/** A path from the root of the content folder; one that is relative is so to its file. */
const fromRoot = (path: string, place: PageContext) => {
  if (path.startsWith('/')) return path
  const target = relative(place.content, resolve(dirname(place.file), path))
    .split(sep)
    .join('/')
  return `/${target.replace(/^(?:\.\.\/)+/, '')}${path.endsWith('/') ? '/' : ''}`
}

const withoutBase = (path: string, base: string) =>
  (`${path}/`.startsWith(base) && base !== '/' ? path.slice(base.length) : path.slice(1)).replace(
    /(?:\/?index)?\.mdx?$/,
    '/',
  )

/** Pages end in a slash; files, which have an extension, do not. */
const withSlash = (path: string) => (/(?:\/|\.[a-z0-9]{1,5})$/i.test(path) ? path : `${path}/`)
