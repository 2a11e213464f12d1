import { paths } from '../../site/contract'
import { isUndoable } from '../desk/undoing'
import type { Back } from './acts'
import type { Decided } from './queries'
import { doneInWords } from './sentences'

/** What was just decided, and the way to take it back. */
export const Note = ({ done, back }: { done: Decided | undefined; back: Back }) => {
  if (!done) return null
  const { entry, isUndone } = done
  return (
    <div class="queue-note" tabindex={-1} autofocus data-note>
      <p>{doneInWords(done)}</p>
      {!isUndone && !entry.undoes && isUndoable(entry) && (
        <form method="post" action={paths.undoing(entry.id)}>
          <input type="hidden" name="back" value={back} />
          <button class="quiet" data-key="u">
            Undo
          </button>
        </form>
      )}
    </div>
  )
}
