import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import { hub } from '../hub/settings'
import { contentFolder } from '../parser/folder'

/** The file of the company's logo; undefined if there is none. */
export const logoBytes = (): Buffer | undefined => {
  const file = hub.logo && resolve(contentFolder(), hub.logo)
  return file && existsSync(file) ? readFileSync(file) : undefined
}

/** The logo's ratio, and whether it is an SVG; undefined if it cannot be read. */
export const logoShape = async () => {
  const bytes = logoBytes()
  if (!bytes) return undefined
  const found = await sharp(bytes)
    .metadata()
    .catch(() => undefined)
  if (!found?.width || !found.height) return undefined
  return { bytes, isSvg: found.format === 'svg', ratio: found.width / found.height }
}

/** The logo as a PNG of this height, for use in a picture. */
export const logoPicture = async (height: number, widest: number) => {
  const shape = await logoShape()
  if (!shape) return undefined
  const width = Math.min(widest, Math.round(height * shape.ratio))
  const density = shape.isSvg ? 288 : 72
  const png = await sharp(shape.bytes, { density })
    .resize({ width: width * 2, height: height * 2, fit: 'inside' })
    .png()
    .toBuffer()
  return {
    src: `data:image/png;base64,${png.toString('base64')}`,
    width,
    height: width / shape.ratio,
  }
}
