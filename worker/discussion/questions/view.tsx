import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'
import { closingMessages, questionMessages } from './messages'
import type { RefusedDuplicate } from './rules'

export interface DuplicatesProps {
  paths: Paths
  question: Pick<Conversation, 'id'>
  /** Whether the question was closed as a duplicate. */
  isClosed: boolean
  /** The earlier question, if the page may link to it. */
  original: Conversation | undefined
  /** The questions that were closed as duplicates of this one. */
  duplicates: readonly Conversation[]
  /** Similar questions to suggest; `undefined` if the viewer may not close the question. */
  closing: readonly Conversation[] | undefined
  /** The refused input of the form. */
  refused?: RefusedDuplicate | undefined
}

interface ClosingProps {
  paths: Paths
  question: Pick<Conversation, 'id'>
  /** Similar questions to suggest. */
  similar: readonly Conversation[]
  /** The refused input of the form. */
  refused?: RefusedDuplicate | undefined
}

/** The form that closes a question as a duplicate. */
export const CloseQuestionForm = ({ paths, question, similar, refused }: ClosingProps) => {
  const { typed, fault } = refused ?? { typed: '', fault: undefined }
  return (
    <form class="kin-form" method="post" action={paths.duplicate(question.id)}>
      <p class="field">
        <label for="kin-of">{questionMessages.address}</label>
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
            {closingMessages[fault]}
          </span>
        )}
        <span class="hint" id="kin-hint">
          {questionMessages.hint}
        </span>
        <datalist id="kin-similar">
          {similar.map((each) => (
            <option value={paths.conversation(each)}>{each.title}</option>
          ))}
        </datalist>
      </p>
      <p>
        <button>{questionMessages.close}</button>
      </p>
    </form>
  )
}

const Reopening = ({ paths, question }: Pick<DuplicatesProps, 'paths' | 'question'>) => (
  <form method="post" action={paths.duplicate(question.id)}>
    <button class="quiet" name="to" value="off">
      {questionMessages.reopen}
    </button>
  </form>
)

const Closed = ({ paths, original }: Pick<DuplicatesProps, 'paths' | 'original'>) => (
  <p class="kin-closed">
    <strong>Duplicate.</strong> {questionMessages.closed}
    {original && (
      <>
        {' '}
        See <a href={paths.conversation(original)}>{original.title}</a>.
      </>
    )}
  </p>
)

/** Between a question and its comments: its original and its duplicates. */
export const DuplicatesSection = (props: DuplicatesProps) => {
  const { paths, question, isClosed, original, duplicates, closing, refused } = props
  if (!isClosed && duplicates.length === 0 && !closing) return null
  return (
    <section class="kin" aria-label={questionMessages.section}>
      {isClosed && <Closed paths={paths} original={original} />}
      {duplicates.length > 0 && (
        <>
          <p>{questionMessages.duplicates}</p>
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
          {refused && <p class="fault">{closingMessages[refused.fault]}</p>}
          <Reopening paths={paths} question={question} />
        </>
      )}
      {closing && !isClosed && (
        <details open={refused !== undefined}>
          <summary>{questionMessages.markAsDuplicate}</summary>
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
