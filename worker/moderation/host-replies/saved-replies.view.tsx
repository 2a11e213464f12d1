import type { Hub } from '../../../site/contract/hub'
import { DeskPage } from '../../ui/desk-page'
import { type SavedReplyFault, savedReplyForm, type SavedReplyInput } from './form'
import { replyMessage } from './messages'
import type { SavedReply } from './table'

interface FormProps {
  hub: Hub
  action: string
  label: string
  typed?: SavedReplyInput | undefined
  faults?: readonly SavedReplyFault[] | undefined
}

const faultAttributes = (id: string, fault: string | undefined) =>
  fault ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-fault` } : {}

const Fault = ({ id, fault }: { id: string; fault: string | undefined }) =>
  fault ? (
    <span class="fault" id={`${id}-fault`}>
      {fault}
    </span>
  ) : null

/** The placeholders, listed below each form that accepts them. */
const PlaceholderHint = () => (
  <span class="hint" id="saved-places">
    Placeholders: {'{name}'} is the person you answer, {'{title}'} the conversation, {'{hub}'} this
    hub, {'{me}'} you.
  </span>
)

const messageFor = (faults: readonly SavedReplyFault[], name: SavedReplyFault['field']) => {
  const fault = faults.find(({ field }) => field === name)
  return fault && replyMessage(fault)
}

interface FieldProps {
  typed: SavedReplyInput | undefined
  fault: string | undefined
  hasFocus: boolean
}

const TitleField = ({ hub, typed, fault, hasFocus }: FieldProps & { hub: Hub }) => (
  <p class="field">
    <label for="saved-title">Title</label>
    <input
      id="saved-title"
      {...savedReplyForm.attributes('title', hub)}
      value={typed?.title ?? ''}
      autofocus={hasFocus}
      {...faultAttributes('saved-title', fault)}
    />
    <Fault id="saved-title" fault={fault} />
  </p>
)

const TextField = ({ typed, fault, hasFocus }: FieldProps) => (
  <p class="field">
    <label for="saved-body">Text</label>
    <textarea
      id="saved-body"
      name="body"
      rows={6}
      required
      autofocus={hasFocus}
      {...faultAttributes('saved-body', fault)}
    >
      {/* A browser drops the first line feed of a text area: this one, not the author's. */}
      {`\n${typed?.body ?? ''}`}
    </textarea>
    <Fault id="saved-body" fault={fault} />
    <PlaceholderHint />
  </p>
)

const SavedReplyForm = ({ hub, action, label, typed, faults = [] }: FormProps) => {
  const [title, body] = [messageFor(faults, 'title'), messageFor(faults, 'body')]
  const general = messageFor(faults, 'form')
  return (
    <form class="sheet" method="post" action={action}>
      {general && (
        <p class="fault" role="alert" tabindex={-1} autofocus>
          {general}
        </p>
      )}
      <TitleField hub={hub} typed={typed} fault={title} hasFocus={title !== undefined} />
      <TextField typed={typed} fault={body} hasFocus={!title && body !== undefined} />
      <p>
        <button>{label}</button>
      </p>
    </form>
  )
}

interface ListProps {
  hub: Hub
  rows: SavedReply[]
  typed?: SavedReplyInput | undefined
  faults?: readonly SavedReplyFault[] | undefined
}

/** The saved replies, and the form to add one. */
export const SavedRepliesPage = ({ hub, rows, typed, faults }: ListProps) => (
  <DeskPage paths={hub.paths} here="Replies">
    <header class="page-head">
      <h1>Saved replies</h1>
      <p>Texts for answers that you give often. Every host can use and edit them.</p>
    </header>
    {rows.length > 0 ? (
      <ul class="saved-replies">
        {rows.map(({ id, title, body }) => (
          <li>
            <h2>
              <a href={hub.paths.savedReply(id)} dir="auto">
                {title}
              </a>
            </h2>
            <p class="saved-words" dir="auto">
              {body}
            </p>
          </li>
        ))}
      </ul>
    ) : (
      <p class="empty">No saved replies yet.</p>
    )}
    <section aria-labelledby="add-saved">
      <h2 id="add-saved">Save a reply</h2>
      <SavedReplyForm
        hub={hub}
        action={hub.paths.savedReplies()}
        label="Save"
        typed={typed}
        faults={faults}
      />
    </section>
  </DeskPage>
)

interface OneProps {
  hub: Hub
  id: string
  typed: SavedReplyInput
  faults: readonly SavedReplyFault[]
}

/** One saved reply, to edit or delete. */
export const SavedReplyPage = ({ hub, id, typed, faults }: OneProps) => (
  <DeskPage paths={hub.paths} here="Replies">
    <header class="page-head">
      <h1>Edit saved reply</h1>
      <p>
        <a href={hub.paths.savedReplies()}>All saved replies</a>
      </p>
    </header>
    <SavedReplyForm
      hub={hub}
      action={hub.paths.savedReply(id)}
      label="Save"
      typed={typed}
      faults={faults}
    />
    <details class="desk-act">
      <summary>Delete</summary>
      <form method="post" action={hub.paths.removalOfSavedReply(id)}>
        <p class="soft">It is deleted for all hosts.</p>
        <p>
          <button>Delete permanently</button>
        </p>
      </form>
    </details>
  </DeskPage>
)
