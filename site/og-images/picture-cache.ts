import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The cached picture of this name, or else the picture drawn now. The name is a hash of everything in
 * it, so that an unchanged post only reads a file.
 */
export const cachedPicture = async (
  folder: string,
  name: string,
  draw: () => Promise<Uint8Array>,
): Promise<Uint8Array> => {
  const file = join(folder, name)
  const cached = await readFile(file).catch(() => undefined)
  if (cached) return cached
  const drawn = await draw()
  await mkdir(folder, { recursive: true })
  // Two builds may run at once: neither must read a half-written file.
  const mine = `${file}.${process.pid}`
  await writeFile(mine, drawn)
  await rename(mine, file)
  return drawn
}
