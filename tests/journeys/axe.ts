import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** By night only colours are others, and what depends on them. */
const coloured = ['color-contrast', 'link-in-text-block']

/** What it does not find is not wanted; nor are stylesheets fetched again, for rules that are not asked for. */
const always: RunOptions = { resultTypes: ['violations'], preload: { assets: ['media'] } }

const schemes: Record<'light' | 'dark', RunOptions> = {
  light: { ...always, runOnly: { type: 'tag', values: standard } },
  dark: { ...always, runOnly: { type: 'rule', values: coloured } },
}

/** Axe itself, half as long as `axe.source`: it is sent into every page. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Runs in the page: where axe found what, and nothing of all that it found to be right. */
const look = async (options: RunOptions) => {
  const { axe: eye } = window as unknown as { axe: typeof axe }
  const { violations } = await eye.run(document, options)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  )
}

/** By day and by night: what axe finds in the page as it stands. */
export const violationsOf = async (page: Page) => {
  const found: string[] = []
  // Itself into the page, once: its package for Playwright does so anew for each look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
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
