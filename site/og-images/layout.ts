import { hub } from '../hub/settings'
import type { Card } from './card'
import { ink, mix, readableOn } from './colours'
import { fontFamily, supportedText } from './fonts'

/** An element for satori, without React. */
export interface Box {
  type: string
  props: Record<string, unknown>
}

/** A flex box with a style and children. */
export const box = (style: object, ...children: (Box | string)[]): Box => ({
  type: 'div',
  props: {
    style: { display: 'flex', boxSizing: 'border-box', ...style },
    children: children.length === 1 ? children[0] : children,
  },
})

/** The size of share cards, with the usual ratio of 1.91 to 1. */
export const WIDTH = 1200
export const HEIGHT = 630

const MARGIN = 76

/** The longest title that is never cut, in characters. */
const SHORT = 56

/** Font sizes by the length of the title; each fits into its number of lines. */
const sizes = [
  { upTo: 26, size: 92, lines: 3 },
  { upTo: SHORT, size: 74, lines: 3 },
  { upTo: 90, size: 62, lines: 4 },
  { upTo: 140, size: 54, lines: 4 },
  { upTo: Infinity, size: 46, lines: 5 },
]

const sizeFor = (title: string) => sizes.find(({ upTo }) => title.length <= upTo)!

/** The markup of a card: the company on top, the title, and the kind and address at the bottom. */
export const layout = (card: Card, logo?: { src: string; width: number; height: number }): Box => {
  const title =
    supportedText(card.title) || supportedText(hub.tagline ?? '') || supportedText(hub.title)
  return box(
    {
      width: WIDTH,
      height: HEIGHT,
      padding: MARGIN,
      flexDirection: 'column',
      justifyContent: 'space-between',
      backgroundColor: mix(hub.accent, '#ffffff', 0.95),
      color: ink,
      fontFamily: fontFamily,
    },
    ...glow(),
    company(logo),
    headline(title),
    footer(card),
  )
}

/** The glow of a lamp in the corner: concentric circles, the inner ones brighter. */
const glow = () =>
  [
    { radius: 460, fade: 0.91 },
    { radius: 330, fade: 0.84 },
    { radius: 210, fade: 0.7 },
    { radius: 96, fade: 0 },
  ].map(({ radius, fade }) =>
    box({
      position: 'absolute',
      top: -radius,
      left: WIDTH - radius,
      width: radius * 2,
      height: radius * 2,
      borderRadius: radius,
      backgroundColor: mix(hub.accent, '#ffffff', fade),
    }),
  )

const company = (logo?: { src: string; width: number; height: number }) =>
  box(
    { position: 'relative', alignItems: 'center', fontSize: 34, fontWeight: 600, maxWidth: 860 },
    ...(logo ? [picture(logo)] : []),
    box({ lineClamp: 1, display: 'block' }, supportedText(hub.name)),
  )

const picture = ({ src, width, height }: { src: string; width: number; height: number }): Box => ({
  type: 'img',
  props: { src, width, height, style: { marginRight: 22 } },
})

const headline = (title: string) => {
  const { size, lines } = sizeFor(title)
  return box(
    {
      position: 'relative',
      display: 'block',
      fontSize: size,
      fontWeight: 800,
      lineHeight: 1.12,
      letterSpacing: -size / 50,
      lineClamp: lines,
      // A long title that is both balanced and cut would use only half of the space.
      ...(title.length <= SHORT && { textWrap: 'balance' }),
      wordBreak: 'break-word',
    },
    title,
  )
}

const footer = ({ label }: Card) =>
  box(
    { position: 'relative', alignItems: 'center', fontSize: 28, fontWeight: 600 },
    box(
      {
        padding: '10px 26px 12px',
        borderRadius: 40,
        backgroundColor: hub.accent,
        color: readableOn(hub.accent),
      },
      supportedText(label) || supportedText(hub.title),
    ),
    box(
      { display: 'block', lineClamp: 1, marginLeft: 26, color: mix(ink, '#ffffff', 0.35) },
      shortAddress(),
    ),
  )

/** The hub's address without its scheme and `www.`: `example.com/community` */
const shortAddress = () => {
  const { host, pathname } = new URL(hub.url)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}`
}
