import type { Hub } from '../../../site/contract/hub'
import type { Comment } from '../../discussion/comments/table'
import type { WarningFault, WarningInput } from './warning.form'
import { warningMessage } from './messages'

/** Where a host begins who does not know how. It is kind, says what to do, and would do as it is. */
const TEMPLATE = `Thank you for taking part. A part of your comment reads as if it were aimed at a person and not at what they said.

Please say the same about the matter: then we can answer it, and others will read on. If we misread you, tell us in the conversation.`

/** Whether somebody could be told of this comment; guests only where their address is confirmed. */
const hasAuthor = ({ memberId, guestId, asHost }: Comment) =>
  !asHost && (memberId !== null || guestId !== null)

interface WarningProps {
  hub: Hub
  comment: Comment
  /** What was tried, and why it is refused. */
  attempt?: { input: WarningInput; fault: WarningFault } | undefined
}

const BodyField = ({ body, fault }: { body: string; fault: WarningFault | undefined }) => {
  const isFaulty = fault?.field === 'body'
  return (
    <p class="field">
      <label for="warning-body">What you tell them</label>
      <textarea
        id="warning-body"
        name="body"
        rows={7}
        required
        aria-invalid={isFaulty ? 'true' : undefined}
        aria-describedby={isFaulty ? 'warning-fault' : undefined}
        autofocus={isFaulty}
      >
        {/* A browser drops the first line feed of a text area: this one, and not the writer's. */}
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
    <label for="warning-rule">The house rule it is about (if you like)</label>
    <select id="warning-rule" name="rule">
      <option value="">None in particular</option>
      {hub.desk.rules.map(({ id, name }) => (
        <option value={id} selected={id === rule}>
          {name}
        </option>
      ))}
    </select>
  </p>
)

/** Tells whoever wrote a comment what was wrong with it; folded away until it is wanted, or was refused. */
export const WarningForm = ({ hub, comment, attempt }: WarningProps) => {
  if (!hasAuthor(comment) && !attempt) return null
  const { body, rule } = attempt?.input ?? { body: TEMPLATE, rule: '' }
  const fault = attempt?.fault
  return (
    <section class="desk-part" aria-labelledby="telling">
      <h2 id="telling">Tell its author</h2>
      <details class="desk-act" id="warning" open={fault !== undefined}>
        <summary>Warn</summary>
        <form method="post" action={hub.paths.warning(comment.id)}>
          <p class="soft">
            They read it on their own page, and in a letter if we have an address that is theirs. It
            comes from {hub.name}, without your name. The comment stays as it is.
          </p>
          {fault && fault.field !== 'body' && (
            <p class="fault" role="alert" tabindex={-1} autofocus>
              {warningMessage(fault)}
            </p>
          )}
          <BodyField body={body} fault={fault} />
          <RuleField hub={hub} rule={rule} />
          <p>
            <button>Send the warning</button>
          </p>
        </form>
      </details>
    </section>
  )
}

/** The form by itself, with what was refused. */
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
