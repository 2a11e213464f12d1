import type { Paths } from '../../../site/contract/paths'
import type { Bindings } from '../../env'
import { fetchPage } from '../../http/assets'
import { HOST_RULES } from './rules'

/** The text of a built page, without its layout. */
const proseIn = (page: string): string | undefined => {
  const [start] = /<div class="prose"[^>]*>/.exec(page) ?? []
  if (!start) return undefined
  const from = page.indexOf(start) + start.length
  const article = page.indexOf('</article>', from)
  const to = page.lastIndexOf('</div>', article)
  return to > from ? page.slice(from, to) : undefined
}

/** The HTML with headings one level lower and without anchors. */
const lowerHeadings = (html: string): Promise<string> =>
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
 * The house rules for hosts as HTML, quoted from the public page so that the two cannot differ;
 * `undefined` if the hub has no such page.
 */
export const readHostRules = async (paths: Paths, env: Bindings): Promise<string | undefined> => {
  const page = await fetchPage(env, paths.page(HOST_RULES))
  if (!page.ok) return undefined
  const prose = proseIn(await page.text())
  return prose && lowerHeadings(prose)
}
