import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** By night only colours are others, and what depends on them. */
const coloured = ['color-contrast', 'link-in-text-block']

const schemes = {
  light: (axe: AxeBuilder) => axe.withTags(standard),
  dark: (axe: AxeBuilder) => axe.withRules(coloured),
}

/** By day and by night: what axe finds in the page as it stands. */
export const violationsOf = async (page: Page) => {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await schemes[colorScheme](new AxeBuilder({ page })).analyze()
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ target }) => `${colorScheme}, ${id}: ${target.join(' ')}`))
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
