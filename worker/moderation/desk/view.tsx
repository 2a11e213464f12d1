interface RetryProps {
  /** Where the form was sent. */
  action: string
  /** All its fields as they were sent, repeated ones included. */
  sent: readonly (readonly [name: string, value: string])[]
}

/** The labels of the fields that people type; all others are hidden. */
const LABELS: Record<string, string> = {
  reason: 'Reason',
  body: 'Text',
  title: 'Title',
  reply: 'Message',
}

const TypedField = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <p class="field">
    <label for={`unsaved-${name}`}>{label}</label>
    <textarea id={`unsaved-${name}`} name={name} rows={3}>
      {`\n${value}`}
    </textarea>
  </p>
)

/** A form that could not be saved, to be sent again. */
export const RetryAnyForm = ({ action, sent }: RetryProps) => (
  <>
    <h1>Not saved</h1>
    <p>
      We can’t save this right now. Your input is below: please send it again in a moment. Sending
      it twice does no harm.
    </p>
    <form class="sheet" method="post" action={action}>
      {sent.map(([name, value]) => {
        const label = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined
        if (label) return <TypedField name={name} label={label} value={value} />
        return value ? <input type="hidden" name={name} value={value} /> : null
      })}
      <p>
        <button>Send again</button>
      </p>
    </form>
  </>
)
