import type { Hub } from '../../../site/contract/hub'
import type { QueueList } from './rules'

/** The form that every row's box belongs to. */
export const BULK_FORM = 'together'

/** What can be done with many at once, from each list. */
const acts: Record<QueueList, readonly (readonly [act: string, label: string])[]> = {
  held: [
    ['approval', 'Approve'],
    ['fading', 'Fade'],
  ],
  reported: [
    ['approval', 'Let them stand'],
    ['fading', 'Fade'],
  ],
  awaiting: [
    ['dismissal', 'Need no answer'],
    ['fading', 'Fade'],
  ],
  resting: [],
  faded: [['restoration', 'Restore']],
}

/** Whether rows of this list can be chosen. */
export const hasBulkActions = (list: QueueList): boolean => acts[list].length > 0

/** The box by which a row is chosen. */
export const RowCheckbox = ({ id, name }: { id: string; name: string }) => (
  <label class="queue-pick">
    <input type="checkbox" name="comment" value={id} form={BULK_FORM} data-key="x" />
    <span class="unseen">
      Choose the comment by <bdi>{name}</bdi>
    </span>
  </label>
)

/** What is done with all that are chosen; it shows itself once one is. */
export const BulkForm = ({ hub, list }: { hub: Hub; list: QueueList }) => (
  <form class="queue-bulk" id={BULK_FORM} method="post" action={hub.paths.decisions()}>
    <input type="hidden" name="back" value={list} />
    <p data-count>With all that you chose:</p>
    <div class="queue-acts">
      {acts[list].map(([act, label], at) => (
        <button class={at === 0 ? undefined : 'quiet'} name="act" value={act}>
          {label}
        </button>
      ))}
      <span class="queue-rule">
        <label class="unseen" for="together-rule">
          Remove by which rule of the house?
        </label>
        <select id="together-rule" name="rule">
          <option value="">By which rule?</option>
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
