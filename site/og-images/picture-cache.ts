import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What was drawn before under this name, or else what is drawn now. The name is a hash of all that
 * goes into the drawing, so that an unchanged post costs the reading of a file.
 */
export const cachedPicture = async (
  folder: string,
  name: string,
  draw: () => Promise<Uint8Array>,
): Promise<Uint8Array> => {
  const file = join(folder, name)
  const before = await readFile(file).catch(() => undefined)
  if (before) return before
  const drawn = await draw()
  await mkdir(folder, { recursive: true })
  // Two builds may draw at once: neither may find half of the other's file.
  const mine = `${file}.${process.pid}`
  await writeFile(mine, drawn)
  await rename(mine, file)
  return drawn
}
