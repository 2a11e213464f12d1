import type { Import } from './imports'
import { isGround } from './layout'
import { exportedBy } from './names'
import type { Source } from './sources'
import type { Walk } from './walks'

/** The files of a walk in order, those of the ground floors apart; or why it is not as declared. */
export type Traced =
  { name: string; files: string[]; ground: string[] } | { name: string; fault: string }

/**
 * Follows a walk from file to file by the imports that run.
 *
 * @param readsTable whether a file names a table of the database
 */
export const traceWalk = (
  { name, entry, steps, reaches }: Walk,
  sources: Source[],
  imports: Import[],
  readsTable: (path: string, table: string) => boolean,
): Traced => {
  const files = [entry]
  const isThere = (path: string, step: string) =>
    sources.some((source) => source.path === path && exportedBy(source).includes(step))
  const isStep = (step: string, { to, values }: Import) =>
    step.includes('/')
      ? to === step && values.length > 0
      : values.includes(step) && isThere(to, step)
  for (const step of steps) {
    const taken = imports.find(
      (one) => !one.isPackage && files.includes(one.from) && isStep(step, one),
    )
    if (!taken) return { name, fault: `no file before it imports ${step}` }
    if (!files.includes(taken.to)) files.push(taken.to)
  }
  return files.some((path) => readsTable(path, reaches))
    ? { name, files: files.filter((path) => !isGround(path)), ground: files.filter(isGround) }
    : { name, fault: `it does not come to the table ${reaches}` }
}
