import type { HouseRule, Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { actionForm } from '../decisions/form'
import type { QueueRow } from './queries'
import type { QueueList } from './rules'

/** The page to return to: a list, or the page of one comment. */
export type ReturnTarget = QueueList | 'comment'

/** The actions that are one button each. */
export type QuickAction = 'approval' | 'fading' | 'restoration' | 'holding' | 'dismissal'

/** The keyboard shortcut of each action. */
const keyOf: Partial<Record<QuickAction, string>> = {
  approval: 'a',
  restoration: 'a',
  fading: 'f',
  dismissal: 'd',
}

const labelOf = (act: QuickAction, { state }: Pick<QueueRow, 'state'>): string =>
  ({
    approval: state === 'held' ? 'Approve' : 'Keep',
    fading: 'Fade',
    restoration: 'Restore',
    holding: 'Hold',
    dismissal: 'Needs no answer',
  })[act]

/** The actions for a comment in this list; the most frequent one first. */
export const quickActions = (
  { state, reported }: Pick<QueueRow, 'state' | 'reported'>,
  list?: QueueList,
): QuickAction[] => {
  if (state === 'held') return ['approval', 'fading']
  if (state === 'faded') return ['restoration']
  if (state === 'removed') return list ? [] : ['restoration']
  if (list === 'awaiting') return ['dismissal', 'fading']
  return [
    ...(reported > 0 ? (['approval'] as const) : []),
    'fading',
    ...(list ? [] : ['holding' as const]),
  ]
}

interface ActionProps {
  hub: Hub
  row: QueueRow
  back: ReturnTarget
}

/** Names the comment for screen readers. */
const CommentLabel = ({ row: { name } }: Pick<ActionProps, 'row'>) => (
  <span class="unseen">
    {' '}
    the comment by <bdi>{name}</bdi>
  </span>
)

/** The buttons for these actions, in one form. */
export const QuickActions = ({
  paths,
  row,
  back,
  acts,
}: { paths: Paths } & Omit<ActionProps, 'hub'> & { acts: QuickAction[] }) => {
  const [first] = acts
  if (!first) return null
  return (
    <form class="queue-quick" method="post" action={paths[first](row.id)}>
      <input type="hidden" name="back" value={back} />
      {acts.map((act) => (
        <button
          class={act === first && act !== 'dismissal' && act !== 'fading' ? undefined : 'quiet'}
          formaction={paths[act](row.id)}
          data-key={keyOf[act]}
        >
          {labelOf(act, row)}
          <CommentLabel row={row} />
        </button>
      ))}
    </form>
  )
}

const RuleOption = ({ id, rule, at }: { id: string; rule: HouseRule; at: number }) => (
  <label title={rule.says} for={`${id}-${rule.id}`}>
    <input type="radio" id={`${id}-${rule.id}`} name="rule" value={rule.id} required />
    <kbd aria-hidden="true">{at + 1}</kbd> {rule.name}
  </label>
)

/** The form to remove a comment, with the house rules to choose from. */
export const RemovalForm = ({ hub, row, back }: ActionProps) => {
  const id = `rule-${row.id}`
  const isNotified = hub.desk.removal === 'tell'
  return (
    <details class="queue-removal" data-key="r">
      <summary>
        Remove
        <CommentLabel row={row} />
      </summary>
      <form method="post" action={hub.paths.removal(row.id)}>
        <input type="hidden" name="back" value={back} />
        <fieldset>
          <legend>Which house rule does it break?</legend>
          {hub.desk.rules.map((rule, at) => (
            <RuleOption id={id} rule={rule} at={at} />
          ))}
        </fieldset>
        <p class="field">
          <label for={`${id}-words`}>
            Note (optional{isNotified ? '; only hosts see it' : ''})
          </label>
          <input id={`${id}-words`} {...actionForm.attributes('reason')} />
        </p>
        <p class="queue-confirm">
          <button>Remove it</button>{' '}
          <span class="soft">
            {isNotified ? 'The author is notified of the rule.' : 'The author is not notified.'} You
            can undo this for {Math.round(hub.desk.keepRemoved / 86_400_000)} days.
          </span>
        </p>
      </form>
    </details>
  )
}

const mayRemove = ({ state }: Pick<QueueRow, 'state'>) => state !== 'removed'

/** All actions of a row in the queue. */
export const RowActions = ({ hub, row, back }: ActionProps & { back: QueueList }) => {
  if (back === 'resting')
    return (
      <div class="queue-acts">
        <a class="button" href={hub.paths.resting(row.id)} data-open>
          Review
        </a>
      </div>
    )
  return (
    <div class="queue-acts">
      {back === 'awaiting' && (
        <a class="button" href={hub.paths.reply(row.id)}>
          Reply
          <span class="unseen">
            {' '}
            to <bdi>{row.name}</bdi>
          </span>
        </a>
      )}
      <QuickActions paths={hub.paths} row={row} back={back} acts={quickActions(row, back)} />
      {mayRemove(row) && <RemovalForm hub={hub} row={row} back={back} />}
      <a class="button-quiet button" href={hub.paths.deskComment(row.id)} data-open>
        More
        <span class="unseen">
          {' '}
          about the comment by <bdi>{row.name}</bdi>
        </span>
      </a>
    </div>
  )
}
