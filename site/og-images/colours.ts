type Rgb = [number, number, number]

/** `rgb('#0a5') // => [0, 170, 85]` */
const rgb = (colour: string): Rgb => {
  const digits = colour.slice(1)
  const whole = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16)) as Rgb
}

/** Mixes two colours: `mix('#000000', '#ffffff', 0.5) // => 'rgb(128, 128, 128)'` */
export const mix = (one: string, other: string, share: number) => {
  const [from, to] = [rgb(one), rgb(other)]
  const mixed = from.map((value, at) => Math.round(value + (to[at]! - value) * share))
  return `rgb(${mixed.join(', ')})`
}

const INK = '#16181d'
const linear = (value: number) =>
  value / 255 <= 0.04045 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4
const luminance = (colour: string) => {
  const [red, green, blue] = rgb(colour).map(linear) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Dark or white text, whichever has more contrast on a colour. */
export const readableOn = (colour: string) => {
  const light = luminance(colour)
  return 1.05 / (light + 0.05) >= (light + 0.05) / (luminance(INK) + 0.05) ? '#ffffff' : INK
}

/** The dark text colour. */
export const ink = INK
