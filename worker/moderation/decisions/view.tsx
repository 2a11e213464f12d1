import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { actionLabels, actionRefusalMessage } from '../../discussion/decisions/messages'
import type {
  ModerationAction,
  ActionResult,
  ActionRefusal,
} from '../../discussion/decisions/actions.commands'
import { actionForm } from './form'
import { Desk } from '../../ui/desk-page'

/** What a form said besides what it wants. */
export interface Sent {
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

interface AgainProps {
  hub: Pick<Hub, 'desk'>
  action: string
  label: string
  sent: Sent
  /** Whether the rule is what was missing. */
  isRule: boolean
}

/** The same form, for what was missing in it. */
const Again = ({ hub, action, label, sent, isRule }: AgainProps) => (
  <form class="sheet" method="post" action={action}>
    <Hidden values={{ back: sent.back, to: sent.to }} />
    {isRule && (
      <p class="field">
        <label for="again-rule">By which rule?</label>
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
      <label for="again-reason">Reason (if you like)</label>
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
  sent: Sent
  refused: ActionRefusal
  judged?: ActionResult['target']
}

/** Why a host’s decision was not taken, and the way on. */
export const RefusedPage = ({ hub, action, label, sent, refused, judged }: RefusedProps) => {
  const conversation = judged && conversationById(hub, judged.comment.conversation)
  const isFaulty = refused === 'rule' || refused === 'reason-too-long'
  return (
    <Desk paths={hub.paths} here="Desk">
      <header class="page-head">
        <h1>{isFaulty ? label : 'Not done'}</h1>
      </header>
      <p role="alert">{actionRefusalMessage(refused, judged?.comment, conversation)}</p>
      {isFaulty && (
        <Again
          hub={hub}
          action={action}
          label={label}
          sent={sent}
          isRule={refused === 'rule' || sent.rule !== ''}
        />
      )}
      <p>
        {judged && (
          <>
            <a href={hub.paths.deskComment(judged.comment.id)}>Look at the comment</a> ·{' '}
          </>
        )}
        <a href={hub.paths.desk()}>To the desk</a>
      </p>
    </Desk>
  )
}

/** What came of a decision about one of many. */
export interface Each {
  id: string
  outcome: ActionResult
}

interface ManyProps {
  hub: Hub
  act: ModerationAction
  each: Each[]
  /** The first entry of what was done. */
  first: string | undefined
  back: string
}

const count = (number: number) => (number === 1 ? '1 comment' : `${number} comments`)

/** What became of many comments of which some could not be decided about. */
export const ManyPage = ({ hub, act, each, first, back }: ManyProps) => {
  const failed = each.filter(({ outcome }) => outcome.refused)
  const done = each.length - failed.length
  return (
    <Desk paths={hub.paths} here="Desk">
      <header class="page-head">
        <h1>{actionLabels[act]}</h1>
      </header>
      <p role="alert">
        {each.length === 0 && 'You chose no comment, so nothing was done.'}
        {each.length > 0 && (done === 0 ? 'Nothing was done.' : `Done for ${count(done)}.`)}
        {failed.length > 0 && ` Not for ${count(failed.length)}:`}
      </p>
      <ul class="desk-failed">
        {failed.map(({ id, outcome: { refused, target: judged } }) => (
          <li>
            {judged ? (
              <a href={hub.paths.deskComment(id)}>
                The comment by <bdi>{judged.comment.name || 'somebody'}</bdi>
              </a>
            ) : (
              'A comment'
            )}
            :{' '}
            {actionRefusalMessage(
              refused!,
              judged?.comment,
              conversationById(hub, judged?.comment.conversation ?? ''),
            )}
          </li>
        ))}
      </ul>
      {first && (
        <form method="post" action={hub.paths.undoing(first)}>
          <input type="hidden" name="all" value="yes" />
          <Hidden values={{ back }} />
          <button class="quiet">Undo what was done</button>
        </form>
      )}
      <p>
        <a href={hub.paths.desk(back ? { list: back } : undefined)}>To the desk</a>
      </p>
    </Desk>
  )
}
