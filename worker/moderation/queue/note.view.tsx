import type { Hub } from '../../../site/contract/hub'
import { RuleNote, ActionSuffix, DecisionSubject, actionText } from '../audit-log/entry.view'
import { isUndoable } from '../decisions/undo.rules'
import type { ReturnTarget } from './actions.view'
import type { LatestDecision } from './queries'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const Sentence = ({ hub, done }: { hub: Hub; done: LatestDecision }) => {
  const { entry, isUndone, together, name, title } = done
  const text = actionText(entry, hub) ?? { verb: 'done' }
  const { suffix = '' } = text
  const subject = <DecisionSubject hub={hub} entry={entry} name={name} title={title} />
  if (entry.undoes) return <>Undone: {subject} is as it was before.</>
  return (
    <>
      {capital(text.verb)} {together > 1 ? `${together} comments` : subject}
      {together > 1 ? suffix && ` ${suffix}` : <ActionSuffix hub={hub} text={text} />}
      <RuleNote hub={hub} entry={entry} />.{isUndone && ' This was undone.'}
    </>
  )
}

interface NoteProps {
  hub: Hub
  done: LatestDecision | undefined
  back: ReturnTarget
  /** The id of the comment that the page is about. */
  comment?: string
}

/** The decision that was just made, with a button to undo it. */
export const DecisionNote = ({ hub, done, back, comment }: NoteProps) => {
  if (!done) return null
  const { entry, isUndone, together } = done
  return (
    <div class="queue-note" tabindex={-1} autofocus data-note>
      <p>
        <Sentence hub={hub} done={done} />
      </p>
      {!isUndone && isUndoable(entry) && (
        <form method="post" action={hub.paths.undoing(entry.id)}>
          <input type="hidden" name="back" value={back} />
          {comment && <input type="hidden" name="comment" value={comment} />}
          {together > 1 && <input type="hidden" name="all" value="yes" />}
          <button class="quiet" data-key="u">
            {entry.undoes ? 'Redo' : 'Undo'}
          </button>
        </form>
      )}
    </div>
  )
}
