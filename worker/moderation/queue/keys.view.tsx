const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['j', 'the next comment'],
  ['k', 'the previous comment'],
  ['a', 'approve, keep or restore'],
  ['f', 'fade'],
  ['r', 'remove: then 1 to 9 for the rule, and Enter'],
  ['d', 'needs no answer'],
  ['x', 'choose for a bulk action'],
  ['u', 'undo the last decision'],
  ['Enter', 'open the comment'],
  ['?', 'this list'],
]

/** The keyboard shortcuts and their switch; shown by the script only. */
export const KeyboardShortcuts = () => (
  <>
    <button class="quiet queue-help" type="button" data-help hidden>
      Keys
    </button>
    <dialog class="queue-keys" aria-labelledby="keys-title" data-keys>
      <h2 id="keys-title">Keyboard shortcuts</h2>
      <dl>
        {KEYS.map(([key, does]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="field-check">
        <label>
          <input type="checkbox" data-switch checked /> Use these keys on this device
        </label>
      </p>
      <p>
        <button type="button" data-close>
          Close
        </button>
      </p>
    </dialog>
  </>
)
