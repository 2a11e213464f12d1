import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { conversationById } from '../../discussion/conversations/rules'
import { actionLabels, actionRefusalMessage } from '../../discussion/decisions/messages'
import type {
  ModerationAction,
  ActionResult,
  ActionRefusal,
} from '../../discussion/decisions/actions.commands'
import { actionForm } from './form'
import { bulkResult } from './messages'
import { DeskPage } from '../../ui/desk-page'

/** The fields of an action besides the action itself. */
export interface ActionInput {
  rule: string
  reason: string
  /** The list of the desk from which it was sent. */
  back: string
  to: string
}

const Hidden = ({ values }: { values: Record<string, string> }) => (
  <>
    {Object.entries(values).map(([name, value]) =>
      value ? <input type="hidden" name={name} value={value} /> : null,
    )}
  </>
)

interface RetryProps {
  hub: Pick<Hub, 'desk'>
  action: string
  label: string
  sent: ActionInput
  /** Whether the rule is what was missing. */
  isRule: boolean
}

/** The same form again, with the missing field. */
const RetryAction = ({ hub, action, label, sent, isRule }: RetryProps) => (
  <form class="sheet" method="post" action={action}>
    <Hidden values={{ back: sent.back, to: sent.to }} />
    {isRule && (
      <p class="field">
        <label for="again-rule">Which house rule?</label>
        <select id="again-rule" name="rule" required autofocus>
          <option value="">Please choose</option>
          {hub.desk.rules.map(({ id, name }) => (
            <option value={id} selected={id === sent.rule}>
              {name}
            </option>
          ))}
        </select>
      </p>
    )}
    <p class="field">
      <label for="again-reason">Reason (optional)</label>
      <textarea id="again-reason" {...actionForm.attributes('reason')} rows={2}>
        {`\n${sent.reason}`}
      </textarea>
    </p>
    <p>
      <button>{label}</button>
    </p>
  </form>
)

interface RefusedProps {
  hub: Hub
  /** Where the form was sent. */
  action: string
  label: string
  sent: ActionInput
  refused: ActionRefusal
  target?: ActionResult['target']
}

/** Why a decision was refused, with the form again if that helps. */
export const RefusedPage = ({ hub, action, label, sent, refused, target }: RefusedProps) => {
  const conversation = target && conversationById(hub, target.comment.conversation)
  const isFaulty = refused === 'rule' || refused === 'reason-too-long'
  return (
    <DeskPage paths={hub.paths} here="Desk">
      <header class="page-head">
        <h1>{isFaulty ? label : 'Not done'}</h1>
      </header>
      <p role="alert">{actionRefusalMessage(refused, target?.comment, conversation)}</p>
      {isFaulty && (
        <RetryAction
          hub={hub}
          action={action}
          label={label}
          sent={sent}
          isRule={refused === 'rule' || sent.rule !== ''}
        />
      )}
      <p>
        {target && (
          <>
            <a href={hub.paths.deskComment(target.comment.id)}>View comment</a> ·{' '}
          </>
        )}
        <a href={hub.paths.desk()}>Back to the desk</a>
      </p>
    </DeskPage>
  )
}

/** The outcome for one comment of a bulk action. */
export interface BulkOutcome {
  id: string
  outcome: ActionResult
}

interface BulkResultProps {
  hub: Hub
  act: ModerationAction
  each: BulkOutcome[]
  /** The id of the first log entry of the bulk action. */
  first: string | undefined
  back: string
}

const Failure = ({ hub, id, outcome: { refused, target } }: { hub: Hub } & BulkOutcome) => (
  <li>
    {target ? (
      <a href={hub.paths.deskComment(id)}>
        The comment by <bdi>{target.comment.name || 'a former member'}</bdi>
      </a>
    ) : (
      'A comment'
    )}
    :{' '}
    {actionRefusalMessage(
      refused!,
      target?.comment,
      conversationById(hub, target?.comment.conversation ?? ''),
    )}
  </li>
)

const UndoAll = ({ paths, first, back }: { paths: Paths; first: string; back: string }) => (
  <form method="post" action={paths.undoing(first)}>
    <input type="hidden" name="all" value="yes" />
    <Hidden values={{ back }} />
    <button class="quiet">Undo</button>
  </form>
)

/** The results of a bulk action that failed for some comments. */
export const BulkResultPage = ({ hub, act, each, first, back }: BulkResultProps) => {
  const failed = each.filter(({ outcome }) => outcome.refused)
  return (
    <DeskPage paths={hub.paths} here="Desk">
      <header class="page-head">
        <h1>{actionLabels[act]}</h1>
      </header>
      <p role="alert">{bulkResult(each.length, failed.length)}</p>
      <ul class="desk-failed">
        {failed.map((one) => (
          <Failure hub={hub} {...one} />
        ))}
      </ul>
      {first && <UndoAll paths={hub.paths} first={first} back={back} />}
      <p>
        <a href={hub.paths.desk(back ? { list: back } : undefined)}>Back to the desk</a>
      </p>
    </DeskPage>
  )
}
