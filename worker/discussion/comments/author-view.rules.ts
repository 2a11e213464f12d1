import { compareIn } from './thread-order.rules'
import type { ThreadRow } from './queries'
import { isOwn, type ThreadOrder, type Identity } from './rules'

/** The row at the place that it would have if `faded` had not faded. */
const atUnfadedPlace = (row: ThreadRow, { id, depth }: ThreadRow): ThreadRow =>
  depth === 0 && row.root === id
    ? { ...row, sunk: false }
    : { ...row, path: row.path.replace(`~${id}`, id) }

/**
 * The rows of a page as their author sees them: their own faded comments look published. If the
 * whole conversation is on the page they are at their usual place too; otherwise they stay at the
 * end, because finding the page of the usual place would take another query.
 */
export const authorView = (
  rows: ThreadRow[],
  who: Identity | undefined,
  { order, isWhole }: { order: ThreadOrder; isWhole: boolean },
): ThreadRow[] => {
  const faded = rows.filter((row) => row.state === 'faded' && isOwn(row, who ?? {}))
  if (faded.length === 0) return rows
  const shown = rows.map((row) =>
    faded.includes(row) ? { ...row, state: 'published' as const, isFadedOwn: true } : row,
  )
  if (!isWhole) return shown
  return shown.map((row) => faded.reduce(atUnfadedPlace, row)).toSorted(compareIn(order))
}
