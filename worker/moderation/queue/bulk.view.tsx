import type { Hub } from '../../../site/contract/hub'
import type { QueueList } from './rules'

/** The id of the form that the checkboxes of all rows belong to. */
export const BULK_FORM = 'together'

/** The bulk actions of each list. */
const acts: Record<QueueList, readonly (readonly [act: string, label: string])[]> = {
  held: [
    ['approval', 'Approve'],
    ['fading', 'Fade'],
  ],
  reported: [
    ['approval', 'Keep'],
    ['fading', 'Fade'],
  ],
  awaiting: [
    ['dismissal', 'Need no answer'],
    ['fading', 'Fade'],
  ],
  resting: [],
  faded: [['restoration', 'Restore']],
}

/** Whether this list has bulk actions. */
export const hasBulkActions = (list: QueueList): boolean => acts[list].length > 0

/** The checkbox of a row. */
export const RowCheckbox = ({ id, name }: { id: string; name: string }) => (
  <label class="queue-pick">
    <input type="checkbox" name="comment" value={id} form={BULK_FORM} data-key="x" />
    <span class="unseen">
      Choose the comment by <bdi>{name}</bdi>
    </span>
  </label>
)

/** The bulk actions; visible once a row is chosen. */
export const BulkForm = ({ hub, list }: { hub: Hub; list: QueueList }) => (
  <form class="queue-bulk" id={BULK_FORM} method="post" action={hub.paths.decisions()}>
    <input type="hidden" name="back" value={list} />
    <p data-count>With the chosen comments:</p>
    <div class="queue-acts">
      {acts[list].map(([act, label], at) => (
        <button class={at === 0 ? undefined : 'quiet'} name="act" value={act}>
          {label}
        </button>
      ))}
      <span class="queue-rule">
        <label class="unseen" for="together-rule">
          House rule for the removal
        </label>
        <select id="together-rule" name="rule">
          <option value="">Which house rule?</option>
          {hub.desk.rules.map(({ id, name }) => (
            <option value={id}>{name}</option>
          ))}
        </select>
        <button class="quiet" name="act" value="removal">
          Remove
        </button>
      </span>
    </div>
  </form>
)
