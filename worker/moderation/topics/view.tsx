import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Field } from '../../ui/field'

interface TopicActionsProps {
  hub: Hub
  conversation: Conversation
  /** A refused attempt. */
  typed?: { into: string; reason: string } | undefined
  fault?: string | undefined
}

const ReasonField = ({ id, typed }: { id: string } & Pick<TopicActionsProps, 'typed'>) => (
  <Field
    id={id}
    label="Reason (optional)"
    input={{ name: 'reason', type: 'text', value: typed?.reason, autocomplete: 'off' }}
  />
)

const MoveForm = ({ hub, conversation }: TopicActionsProps) => (
  <details class="desk-act">
    <summary>Move to another space</summary>
    <form class="sheet" method="post" action={hub.paths.move(conversation.id)}>
      <p class="field">
        <label for="move-space">Space</label>
        <select id="move-space" name="space">
          {hub.spaces.map(({ id, name }) => (
            <option value={id} selected={id === conversation.space}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <ReasonField id="move-reason" />
      <p class="form-actions">
        <button>Move topic</button>
      </p>
    </form>
  </details>
)

/** The form to merge a topic; on a page of its own after a refused attempt. */
export const MergerForm = ({
  paths,
  conversation,
  typed,
  fault,
}: { paths: Paths } & Omit<TopicActionsProps, 'hub'>) => (
  <form class="sheet" method="post" action={paths.merger(conversation.id)}>
    <Field
      id="merger-into"
      label="Address of the other conversation"
      fault={fault}
      hint="The topic becomes a comment there, with its comments below. Its addresses redirect there."
      input={{
        name: 'into',
        type: 'text',
        inputmode: 'url',
        value: typed?.into,
        required: true,
        autocomplete: 'off',
        autofocus: fault !== undefined,
      }}
    />
    <ReasonField id="merger-reason" typed={typed} />
    <p class="form-actions">
      <button>Merge topic</button>
    </p>
  </form>
)

/** The actions on a topic, besides those on its opening. */
export const TopicActions = ({ hub, conversation }: TopicActionsProps) => (
  <div class="queue-acts">
    <a class="button button-quiet" href={hub.paths.conversationRevision(conversation.id)}>
      Edit
    </a>
    {hub.spaces.length > 1 && <MoveForm hub={hub} conversation={conversation} />}
    <details class="desk-act">
      <summary>Merge into another conversation</summary>
      <MergerForm paths={hub.paths} conversation={conversation} />
    </details>
  </div>
)
