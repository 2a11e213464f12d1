interface Props {
  /** Where the form was sent. */
  action: string
  title: string
  body: string
}

/** The form to send a text again that could not be saved. */
export const RetryForm = ({ action, title, body }: Props) => (
  <>
    <h1>Not saved</h1>
    <p>
      We can’t save this right now. Your text is below: please send it again in a moment. Sending it
      twice does no harm.
    </p>
    <form class="sheet" method="post" action={action}>
      {title && (
        <p class="field">
          <label for="unsaved-title">Title</label>
          <input id="unsaved-title" name="title" value={title} />
        </p>
      )}
      {body && (
        <p class="field">
          <label for="unsaved-body">Text</label>
          <textarea id="unsaved-body" name="body" rows={6}>
            {`\n${body}`}
          </textarea>
        </p>
      )}
      <p>
        <button>Send again</button>
      </p>
    </form>
  </>
)
