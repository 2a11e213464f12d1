import satori from 'satori'
import sharp from 'sharp'
import type { Card } from './card'
import { type Box, HEIGHT, layout, WIDTH } from './layout'
import { listFonts } from './fonts'
import { logoPicture } from './logo'

let logo: ReturnType<typeof logoPicture> | undefined

/** A card as a PNG. */
export const drawCard = async (card: Card): Promise<Buffer> => {
  logo ??= logoPicture(64, 320)
  const svg = await toSvg(layout(card, await logo), WIDTH, HEIGHT)
  return toPng(svg)
}

/** Renders markup to SVG, with text as paths, so that it needs no font. */
export const toSvg = (markup: Box, width: number, height: number): Promise<string> =>
  satori(markup as unknown as Parameters<typeof satori>[0], { width, height, fonts: listFonts() })

/** Converts an SVG to PNG, without transparency. */
export const toPng = (svg: string | Buffer, width?: number): Promise<Buffer> =>
  sharp(Buffer.from(svg as string), { density: 72 })
    .resize(width ? { width, height: width, fit: 'contain', background: '#ffffff' } : {})
    .flatten({ background: '#ffffff' })
    .png({ compressionLevel: 6 })
    .toBuffer()
