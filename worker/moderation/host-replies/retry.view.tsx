interface Props {
  /** Where the form was sent. */
  action: string
  title: string
  body: string
}

/** What a host wrote while the hub could not keep it: here to be sent again. */
export const RetryForm = ({ action, title, body }: Props) => (
  <>
    <h1>Not saved</h1>
    <p>
      The hub can not reach its memory just now, so this may not have been done. What you wrote is
      here: please send it again in a moment. Sent twice, it is done once.
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
          <label for="unsaved-body">Your words</label>
          <textarea id="unsaved-body" name="body" rows={6}>
            {`\n${body}`}
          </textarea>
        </p>
      )}
      <p>
        <button>Send it again</button>
      </p>
    </form>
  </>
)
