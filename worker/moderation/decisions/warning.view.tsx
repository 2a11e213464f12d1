import type { Hub } from '../../../site/contract/hub'
import type { Comment } from '../../discussion/comments/table'
import type { WarningFault, WarningInput } from './warning.form'
import { warningMessage } from './messages'

/** A polite warning that says what to do; it can be sent unchanged. */
const TEMPLATE = `Thank you for taking part. Part of your comment sounds like an attack on a person rather than on what they said.

Please make your point about the topic itself, so that we can answer it. If we misunderstood you, tell us in the conversation.`

/**
 * Whether the comment has an author who could be warned; guests only if their address is confirmed.
 */
const hasAuthor = ({ memberId, guestId, asHost }: Comment) =>
  !asHost && (memberId !== null || guestId !== null)

interface WarningProps {
  hub: Hub
  comment: Comment
  /** A refused attempt. */
  attempt?: { input: WarningInput; fault: WarningFault } | undefined
}

const BodyField = ({ body, fault }: { body: string; fault: WarningFault | undefined }) => {
  const isFaulty = fault?.field === 'body'
  return (
    <p class="field">
      <label for="warning-body">Your message</label>
      <textarea
        id="warning-body"
        name="body"
        rows={7}
        required
        aria-invalid={isFaulty ? 'true' : undefined}
        aria-describedby={isFaulty ? 'warning-fault' : undefined}
        autofocus={isFaulty}
      >
        {/* A browser drops the first line feed of a text area: this one, not the author's. */}
        {`\n${body}`}
      </textarea>
      {isFaulty && (
        <span class="fault" id="warning-fault">
          {warningMessage(fault)}
        </span>
      )}
    </p>
  )
}

const RuleField = ({ hub, rule }: { hub: Hub; rule: string }) => (
  <p class="field">
    <label for="warning-rule">House rule (optional)</label>
    <select id="warning-rule" name="rule">
      <option value="">None</option>
      {hub.desk.rules.map(({ id, name }) => (
        <option value={id} selected={id === rule}>
          {name}
        </option>
      ))}
    </select>
  </p>
)

/** The form for a warning; open after a refused attempt. */
export const WarningForm = ({ hub, comment, attempt }: WarningProps) => {
  if (!hasAuthor(comment) && !attempt) return null
  const { body, rule } = attempt?.input ?? { body: TEMPLATE, rule: '' }
  const fault = attempt?.fault
  return (
    <section class="desk-part" aria-labelledby="telling">
      <h2 id="telling">Message the author</h2>
      <details class="desk-act" id="warning" open={fault !== undefined}>
        <summary>Warn</summary>
        <form method="post" action={hub.paths.warning(comment.id)}>
          <p class="soft">
            They see it on their own page, and by email if their address is confirmed. It comes from{' '}
            {hub.name}, without your name. The comment does not change.
          </p>
          {fault && fault.field !== 'body' && (
            <p class="fault" role="alert" tabindex={-1} autofocus>
              {warningMessage(fault)}
            </p>
          )}
          <BodyField body={body} fault={fault} />
          <RuleField hub={hub} rule={rule} />
          <p>
            <button>Send warning</button>
          </p>
        </form>
      </details>
    </section>
  )
}

/** The form on a page of its own, after a refused attempt. */
export const WarningPage = (props: WarningProps) => (
  <>
    <header class="page-head">
      <h1>Warn</h1>
      <p>
        <a href={props.hub.paths.deskComment(props.comment.id)}>
          The comment by <bdi>{props.comment.name}</bdi>
        </a>
      </p>
    </header>
    <WarningForm {...props} />
  </>
)
