/** The name of a field that nobody sees, and that programs fill. */
export const TRAP = 'subject'

/** What a comment's form carries besides what people type. */
export interface Guard {
  /** When the form was drawn, under the hub's seal. */
  drawn: string
}

/**
 * When the form was drawn, and a field that people never meet: it is out of sight, out of the order
 * of the keyboard, and out of what is read aloud.
 */
export const GuardFields = ({ drawn }: Guard) => (
  <>
    <input type="hidden" name="drawn" value={drawn} />
    <div class="unseen" aria-hidden="true">
      <label>
        Leave this empty <input name={TRAP} tabindex={-1} autocomplete="off" />
      </label>
    </div>
  </>
)
