import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { shareBrowser, type RunningHub, visitHub, visitor } from './hub'

/** Words and the ground they stand on, by their tokens. */
const pairs = [
  ['--accent-ink', '--paper'],
  ['--accent-ink', '--sheet'],
  ['--accent-ink', '--sunken'],
  ['--accent-ink', '--accent-wash'],
  ['--ink-soft', '--accent-wash'],
  ['--on-accent', '--accent-fill'],
  ['--on-front', '--front'],
  ['--on-front-soft', '--front'],
] as const

/** Colours of every hue, from nearly black to nearly white, dull and loud. */
const accents = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330].flatMap((hue) =>
  [0.1, 0.35, 0.55, 0.75, 0.95].flatMap((lightness) =>
    [0.04, 0.3].map((chroma) => `oklch(${lightness} ${chroma} ${hue})`),
  ),
)

let hub: RunningHub
let browser: Browser
beforeAll(async () => {
  hub = await visitHub('sample')
  browser = await shareBrowser()
})

test.each(['light', 'dark'] as const)(
  'text is readable in %s with any accent colour',
  { timeout: 180_000 },
  async (colorScheme) => {
    const { context, page } = await visitor(browser, { colorScheme })
    await page.goto(hub.at('elsewhere/'))
    const faint = await page.evaluate(
      ([accents, pairs]) => {
        const pen = Object.assign(document.createElement('canvas'), {
          width: 1,
          height: 1,
        }).getContext('2d', { willReadFrequently: true })!
        const luminance = (colour: string) => {
          pen.fillStyle = colour
          pen.fillRect(0, 0, 1, 1)
          const [red = 0, green = 0, blue = 0] = [...pen.getImageData(0, 0, 1, 1).data].map(
            (value) =>
              value / 255 <= 0.040_45
                ? value / 255 / 12.92
                : ((value / 255 + 0.055) / 1.055) ** 2.4,
          )
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue
        }
        const probe = document.body.appendChild(document.createElement('p'))
        const shown = (token: string) => {
          probe.style.color = `var(${token})`
          return luminance(getComputedStyle(probe).color)
        }
        return accents.flatMap((accent) => {
          document.documentElement.style.setProperty('--accent', accent)
          return pairs.flatMap(([words, ground]) => {
            const [darker = 0, lighter = 0] = [shown(words), shown(ground)].toSorted(
              (a, b) => a - b,
            )
            const contrast = (lighter + 0.05) / (darker + 0.05)
            return contrast < 4.5
              ? `${accent}: ${words} on ${ground} is ${contrast.toFixed(2)}`
              : []
          })
        })
      },
      [accents, pairs] as const,
    )
    await context.close()
    expect(faint).toEqual([])
  },
)
