import { expect, test } from 'vitest'
import { emailAccentsOf } from '../../../site/hub/email-accents'

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
const luminance = (hex: string) => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

const contrast = (one: string, other: string) => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

const STEPS = ['00', '33', '66', '99', 'cc', 'ff']
const colours = STEPS.flatMap((red) =>
  STEPS.flatMap((green) => STEPS.map((blue) => `#${red}${green}${blue}`)),
)

test('whatever colour a company has, its links and buttons in emails can be read', () => {
  for (const colour of colours) {
    const { light, dark } = emailAccentsOf(colour)
    expect([light, dark].join()).toMatch(/^#[0-9a-f]{6},#[0-9a-f]{6}$/)
    expect(contrast(light, '#ffffff'), colour).toBeGreaterThanOrEqual(4.5)
    expect(contrast(dark, '#201d1a'), colour).toBeGreaterThanOrEqual(4.5)
    expect(contrast(dark, '#151311'), colour).toBeGreaterThanOrEqual(4.5)
  }
})

test('a dark colour stays what it is on light paper, also in its short notation', () => {
  expect(emailAccentsOf('#1a1a6e').light).toBe('#1a1a6e')
  expect(emailAccentsOf('#036')).toEqual(emailAccentsOf('#003366'))
})
