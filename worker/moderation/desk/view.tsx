interface UnsavedProps {
  /** Where the form was sent. */
  action: string
  /** All its fields, as they were sent; one of them may be there several times. */
  sent: readonly (readonly [name: string, value: string])[]
}

/** What people type, and so want to see again. */
const LABELS: Record<string, string> = {
  reason: 'Reason',
  body: 'What you wrote',
  title: 'Title',
  reply: 'A word to them',
}

const TypedField = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <p class="field">
    <label for={`unsaved-${name}`}>{label}</label>
    <textarea id={`unsaved-${name}`} name={name} rows={3}>
      {`\n${value}`}
    </textarea>
  </p>
)

/** What somebody decided while the hub could not write it down: kept, to be sent again. */
export const RetryAnyForm = ({ action, sent }: UnsavedProps) => (
  <>
    <h1>Not saved</h1>
    <p>
      The hub can not reach its memory just now, so this may not have been done. What you chose and
      typed is here: please send it again in a moment. Sent twice, it is done once.
    </p>
    <form class="sheet" method="post" action={action}>
      {sent.map(([name, value]) => {
        const label = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined
        if (label) return <TypedField name={name} label={label} value={value} />
        return value ? <input type="hidden" name={name} value={value} /> : null
      })}
      <p>
        <button>Send it again</button>
      </p>
    </form>
  </>
)
