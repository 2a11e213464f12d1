import { compareIn } from './thread-order.rules'
import type { ThreadRow } from './queries'
import { isOwn, type ThreadOrder, type Identity } from './rules'

/** As if it had never sunk. */
const raised = (line: ThreadRow, { id, depth }: ThreadRow): ThreadRow =>
  depth === 0 && line.root === id
    ? { ...line, sunk: false }
    : { ...line, path: line.path.replace(`~${id}`, id) }

/**
 * The lines of a page as their author sees them: what has faded of theirs is an ordinary comment,
 * where the whole conversation is on the page in its ordinary place as well. Where it is not, it
 * stays in the last place: on which page the other is, only another reading would tell.
 */
export const authorView = (
  lines: ThreadRow[],
  who: Identity | undefined,
  { order, isWhole }: { order: ThreadOrder; isWhole: boolean },
): ThreadRow[] => {
  const faded = lines.filter((line) => line.state === 'faded' && isOwn(line, who ?? {}))
  if (faded.length === 0) return lines
  const seen = lines.map((line) =>
    faded.includes(line) ? { ...line, state: 'published' as const, isFadedOwn: true } : line,
  )
  if (!isWhole) return seen
  return seen.map((line) => faded.reduce(raised, line)).toSorted(compareIn(order))
}
