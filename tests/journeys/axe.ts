import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** By night only colours are others, and what depends on them. */
const coloured = ['color-contrast', 'link-in-text-block']

const schemes: Record<'light' | 'dark', RunOptions> = {
  light: { runOnly: { type: 'tag', values: standard } },
  dark: { runOnly: { type: 'rule', values: coloured } },
}

/** Runs in the page: where axe found what, and nothing of all that it found to be right. */
const look = async (options: RunOptions) => {
  const { axe: eye } = window as unknown as { axe: typeof axe }
  const { violations } = await eye.run(document, { ...options, resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}

/** By day and by night: what axe finds in the page as it stands. */
export const violationsOf = async (page: Page) => {
  const found: string[] = []
  // Itself into the page, once: its package for Playwright does so anew for each look.
  await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const violations = await page.evaluate(look, schemes[colorScheme])
    found.push(...violations.map((violation) => `${colorScheme}, ${violation}`))
  }
  return found
}

/** What a finger could miss: targets under 24 px that stand in no sentence. */
export const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, summary')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        const inSentence = getComputedStyle(element).display === 'inline'
        return element.checkVisibility() && !inSentence && width > 1 && (width < 24 || height < 24)
      })
      .map((element) => element.outerHTML.slice(0, 90)),
  )

/** How far a page goes beyond the edge of the window, in pixels. */
export const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
