import { serve } from '../../../cli/serve'
import { bundle } from '../../built'
import { assets } from './year'

/** Pages per crawl. */
const MOST = 500

/** What differs from one answer to the next of one hub: stamps of forms, and the time. */
const withoutStamps = (html: string) =>
  html
    .replaceAll(/value="[\w.~-]{20,}"/g, 'value="stamp"')
    .replaceAll(/\bnonce="[^"]*"|'nonce-[^']*'/g, 'nonce')
    .replaceAll(/\b\d+ (?:seconds?|minutes?|hours?|days?|weeks?) ago\b/g, 'ago')

/** Reads the pages of a hub that its links lead to, from its front page and its desk. */
const crawl = async (port: number, cookie: string) => {
  const origin = `http://localhost:${port}`
  const pages = new Map<string, string>()
  const waiting = [
    '/community/',
    '/community/desk/',
    '/community/me/',
    '/community/search/?q=chain',
  ]
  const known = new Set(waiting)
  while (waiting.length > 0 && pages.size < MOST) {
    const path = waiting.shift()!
    const answer = await fetch(origin + path, { redirect: 'manual', headers: { cookie } })
    const type = answer.headers.get('content-type') ?? ''
    const body = /text|xml|json/.test(type) ? await answer.text() : ''
    pages.set(path, `${answer.status} ${answer.headers.get('location')}\n${withoutStamps(body)}`)
    for (const [, link] of body.matchAll(/\bhref="([^"#]+)/g)) {
      const url = new URL(link!.replaceAll('&amp;', '&'), origin + path)
      const next = url.pathname + url.search
      // An offer or network counts the click; files are the build's.
      const isPage = url.origin === origin && url.pathname.startsWith('/community/')
      if (
        !isPage ||
        known.has(next) ||
        /\/out\/|\/_astro\/|\/dev\/|healthz|\.\w+$/.test(url.pathname)
      )
        continue
      known.add(next)
      waiting.push(next)
    }
  }
  return pages
}

/** Serves the sample hub with a database, and reads its pages: their status, target and text. */
export const crawlHub = async (state: string, port: number, cookie: string) => {
  const server = serve({ assets, bundle, state, port })
  await server.ready
  try {
    return await crawl(port, cookie)
  } finally {
    await server.stop()
  }
}
