import { hub } from '../hub/settings'
import { digest } from './card'
import { readableOn } from './colours'
import { toPng, toSvg } from './draw'
import { box } from './layout'
import { fontFamily, supportedText } from './fonts'
import { logoShape } from './logo'

/** An icon of the hub for browser tabs or home screens. */
export interface Icon {
  rel: 'icon' | 'apple-touch-icon'
  file: string
  type: string
  bytes: Uint8Array
}

/** The largest ratio of a logo's sides with which it is legible as an icon. */
const MAX_RATIO = 1.3

let known: Promise<Icon[]> | undefined

/** The icons: the logo if it is nearly square, or else the company's initials on its colour. */
export const hubIcons = (): Promise<Icon[]> => (known ??= drawIcons())

const drawIcons = async () => {
  const logo = await logoShape()
  const isSquare = logo && Math.max(logo.ratio, 1 / logo.ratio) <= MAX_RATIO
  const source = isSquare ? logo.bytes : Buffer.from(await drawInitials())
  const large = await toPng(source, 180)
  if (isSquare && !logo.isSvg)
    return [iconOf('icon', large, 'png'), iconOf('apple-touch-icon', large, 'png')]
  return [iconOf('icon', source, 'svg'), iconOf('apple-touch-icon', large, 'png')]
}

const iconOf = (rel: Icon['rel'], bytes: Uint8Array, format: 'svg' | 'png'): Icon => ({
  rel,
  bytes,
  file: `icon.${digest(bytes)}.${format}`,
  type: format === 'svg' ? 'image/svg+xml' : 'image/png',
})

const drawInitials = () =>
  toSvg(
    box(
      {
        width: 64,
        height: 64,
        borderRadius: 14,
        alignItems: 'center',
        justifyContent: 'center',
        backgroundColor: hub.accent,
        color: readableOn(hub.accent),
        fontFamily: fontFamily,
        fontSize: 30,
        fontWeight: 800,
      },
      initials(hub.name),
    ),
    64,
    64,
  )

/** `initials('Northgate Cycles') // => 'NC'` */
export const initials = (name: string) =>
  supportedText(name)
    .split(' ')
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('')
