import type { EmailAccents } from '../contract/hub'

type Triple = [number, number, number]

/** `#0a5` or `#00aa55` as red, green and blue, 0 to 1. */
const toRgb = (hex: string): Triple => {
  const digits = hex.slice(1)
  const whole = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16) / 255) as Triple
}

const toHex = (rgb: Triple) =>
  `#${rgb
    .map((value) =>
      Math.round(255 * value)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

const toLinear = (value: number) =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
const fromLinear = (value: number) =>
  value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055

/** Linear sRGB to Oklab, and back: https://bottosson.github.io/posts/oklab/. */
const toOklab = ([r, g, b]: Triple): Triple => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const fromOklab = ([lightness, a, b]: Triple): Triple => {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

const isInGamut = (rgb: Triple) => rgb.every((value) => value >= -0.0005 && value <= 1.0005)

/** The colour of this lightness and hue, with as much of its chroma as sRGB has. */
const atLightness = ([, a, b]: Triple, lightness: number, chroma: number): string => {
  const hue = Math.atan2(b, a)
  for (let c = Math.min(Math.hypot(a, b), chroma); ; c -= 0.005) {
    const saturation = Math.max(c, 0)
    const lab: Triple = [lightness, saturation * Math.cos(hue), saturation * Math.sin(hue)]
    const rgb = fromOklab(lab)
    if (isInGamut(rgb) || c <= 0)
      return toHex(rgb.map((value) => fromLinear(Math.min(1, Math.max(0, value)))) as Triple)
  }
}

/**
 * The company's colour as a text colour of emails, on light and on dark paper: what
 * `--accent-ink` in `site/styles/tokens.css` is, in the hexadecimal notation that mail programs know.
 *
 * @param accent as in hub.yaml: `#0a7f5a`
 */
export const emailAccentsOf = (accent: string): EmailAccents => {
  const lab = toOklab(toRgb(accent).map(toLinear) as Triple)
  return {
    light: atLightness(lab, Math.min(lab[0], 0.48), 0.14),
    dark: atLightness(lab, Math.max(lab[0], 0.8), 0.12),
  }
}
