import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'
import type { RefusedDuplicate, ClosingFault } from './rules'

/** What the page of a question says of those about the same. */
export interface DuplicatesProps {
  paths: Paths
  question: Pick<Conversation, 'id'>
  /** Whether it was closed because it was asked before. */
  isClosed: boolean
  /** Where, if its page may name that. */
  original: Conversation | undefined
  /** The ones that were closed because of this one. */
  duplicates: readonly Conversation[]
  /** For whoever may close or open it: what is likely to be the same, if anything is. */
  closing: readonly Conversation[] | undefined
  /** What they named a moment ago, and why it was not taken. */
  refused?: RefusedDuplicate | undefined
}

const sentences: Record<ClosingFault, string> = {
  unknown:
    'There is no conversation at that address. Please copy the address of the earlier question from its page.',
  'no-question': 'That is no question. A question is closed for another that asks the same.',
  itself: 'That is this question itself.',
  circle: 'That question was closed because of this one. Open it again first.',
  apart: 'Not everybody who reads this question may read that one, so that it can not lead there.',
  changed: 'Somebody else has changed this meanwhile. Please look, and decide again.',
}

interface ClosingProps {
  paths: Paths
  question: Pick<Conversation, 'id'>
  /** What may be the same. */
  similar: readonly Conversation[]
  /** What was typed and not taken, and why. */
  refused?: RefusedDuplicate | undefined
}

/** Says where a question was asked before. */
export const CloseQuestionForm = ({ paths, question, similar, refused }: ClosingProps) => {
  const { typed, fault } = refused ?? { typed: '', fault: undefined }
  return (
    <form class="kin-form" method="post" action={paths.duplicate(question.id)}>
      <p class="field">
        <label for="kin-of">The address of the earlier question</label>
        <input
          id="kin-of"
          name="of"
          required
          value={typed}
          list="kin-similar"
          autocomplete="off"
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'kin-fault' : 'kin-hint'}
          autofocus={fault !== undefined}
        />
        {fault && (
          <span class="fault" id="kin-fault">
            {sentences[fault]}
          </span>
        )}
        <span class="hint" id="kin-hint">
          This question then takes no more comments, and leads there. What was said here stays.
        </span>
        <datalist id="kin-similar">
          {similar.map((each) => (
            <option value={paths.conversation(each)}>{each.title}</option>
          ))}
        </datalist>
      </p>
      <p>
        <button>Close it, and lead there</button>
      </p>
    </form>
  )
}

const Reopening = ({ paths, question }: Pick<DuplicatesProps, 'paths' | 'question'>) => (
  <form method="post" action={paths.duplicate(question.id)}>
    <button class="quiet" name="to" value="off">
      Not the same after all: open it again
    </button>
  </form>
)

const Closed = ({ paths, original }: Pick<DuplicatesProps, 'paths' | 'original'>) => (
  <p class="kin-closed">
    <strong>Asked before.</strong>{' '}
    {original ? (
      <>
        This question takes no more comments: it goes on at{' '}
        <a href={paths.conversation(original)}>{original.title}</a>.
      </>
    ) : (
      'This question takes no more comments.'
    )}
  </p>
)

/** Between a question and what was said: where else the same was asked. */
export const DuplicatesSection = (kin: DuplicatesProps) => {
  const { paths, question, isClosed, original, duplicates, closing, refused } = kin
  if (!isClosed && duplicates.length === 0 && !closing) return null
  return (
    <section class="kin" aria-label="The same question">
      {isClosed && <Closed paths={paths} original={original} />}
      {duplicates.length > 0 && (
        <>
          <p>Also asked as:</p>
          <ul>
            {duplicates.map((each) => (
              <li>
                <a href={paths.conversation(each)}>{each.title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {closing && isClosed && (
        <>
          {refused && <p class="fault">{sentences[refused.fault]}</p>}
          <Reopening paths={paths} question={question} />
        </>
      )}
      {closing && !isClosed && (
        <details open={refused !== undefined}>
          <summary>Was this asked before?</summary>
          <CloseQuestionForm
            paths={paths}
            question={question}
            similar={closing}
            refused={refused}
          />
        </details>
      )}
    </section>
  )
}
