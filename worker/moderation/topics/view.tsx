import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { Field } from '../../ui/field'

interface ActsProps {
  hub: Hub
  conversation: Conversation
  /** What was typed, and why it was not taken. */
  typed?: { into: string; reason: string } | undefined
  fault?: string | undefined
}

const Reason = ({ id, typed }: { id: string } & Pick<ActsProps, 'typed'>) => (
  <Field
    id={id}
    label="Reason (if you like)"
    input={{ name: 'reason', type: 'text', value: typed?.reason, autocomplete: 'off' }}
  />
)

const Move = ({ hub, conversation }: ActsProps) => (
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
      <Reason id="move-reason" />
      <p class="form-actions">
        <button>Move it</button>
      </p>
    </form>
  </details>
)

/** Merges a topic; its own page when what was typed names no conversation. */
export const MergerForm = ({
  paths,
  conversation,
  typed,
  fault,
}: { paths: Paths } & Omit<ActsProps, 'hub'>) => (
  <form class="sheet" method="post" action={paths.merger(conversation.id)}>
    <Field
      id="merger-into"
      label="The address of the conversation it goes into"
      fault={fault}
      hint="What it says becomes a comment there, with all that was said about it below. Its addresses lead there."
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
    <Reason id="merger-reason" typed={typed} />
    <p class="form-actions">
      <button>Merge it</button>
    </p>
  </form>
)

/** What hosts do with a topic besides its life. */
export const TopicActs = ({ hub, conversation }: ActsProps) => (
  <div class="queue-acts">
    <a class="button button-quiet" href={hub.paths.conversationRevision(conversation.id)}>
      Edit
    </a>
    {hub.spaces.length > 1 && <Move hub={hub} conversation={conversation} />}
    <details class="desk-act">
      <summary>Merge into another conversation</summary>
      <MergerForm paths={hub.paths} conversation={conversation} />
    </details>
  </div>
)
