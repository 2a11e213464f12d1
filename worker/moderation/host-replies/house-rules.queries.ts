import type { Paths } from '../../../site/contract/paths'
import type { Bindings } from '../../env'
import { fetchPage } from '../../http/assets'

/** The page in `content/pages/` on which a hub tells how its hosts answer. */
export const HOST_RULES = 'hosts'

/** The text of a built page, between the marks that the page has around it. */
const proseIn = (page: string): string | undefined => {
  const [start] = /<div class="prose"[^>]*>/.exec(page) ?? []
  if (!start) return undefined
  const from = page.indexOf(start) + start.length
  const article = page.indexOf('</article>', from)
  const to = page.lastIndexOf('</div>', article)
  return to > from ? page.slice(from, to) : undefined
}

/** Headings of a page are one step lower where it is quoted, and are no anchors there. */
const lowered = (html: string): Promise<string> =>
  new HTMLRewriter()
    .on('h2, h3', {
      element: (heading) => {
        heading.tagName = heading.tagName === 'h2' ? 'h3' : 'h4'
        heading.removeAttribute('id')
      },
    })
    .transform(new Response(html))
    .text()

/**
 * The house rules for hosts as everybody can read them: quoted from the very page, so that the two
 * can not differ. Nothing, where the hub has no such page.
 */
export const readHostRules = async (paths: Paths, env: Bindings): Promise<string | undefined> => {
  const page = await fetchPage(env, paths.page(HOST_RULES))
  if (!page.ok) return undefined
  const prose = proseIn(await page.text())
  return prose && lowered(prose)
}
