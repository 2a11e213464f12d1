import { type TopicKind, topicKinds } from '../../../site/contract/vocabulary'
import { BodyField, FormFault } from '../comments/fields.view'
import { Field } from '../../ui/field'
import { kindNames } from '../../ui/icon'
import { GuardFields } from '../spam/view'
import { fieldMessage, type TopicFormProps } from './draft.form'
import { contentOf, resourceForm } from './form'
import { ResourceFields } from './resource-fields.view'
import { TopicPreview } from './preview.view'
import { SimilarList } from './similar.view'
import { kindOf, topicLimits } from './rules'

/** What each kind is for, beside its name. */
const about: Record<TopicKind, string> = {
  question: 'You want to know something.',
  idea: 'You would like something to be better.',
  resource: 'You have something that others can use.',
}

const Kinds = ({ input }: TopicFormProps) => (
  <fieldset class="start-kinds">
    <legend>What is it?</legend>
    {topicKinds.map((kind) => (
      <label>
        <input type="radio" name="kind" value={kind} checked={kindOf(input.kind) === kind} />
        <span>
          <b>{kindNames[kind]}</b> <span class="hint">{about[kind]}</span>
        </span>
      </label>
    ))}
  </fieldset>
)

const Spaces = (form: TopicFormProps) => {
  const { spaces, input } = form
  const { fault } = fieldMessage(form, 'space')
  const [only] = spaces
  if (only && spaces.length === 1 && !fault)
    return <input type="hidden" name="space" value={only.id} />
  return (
    <p class="field">
      <label for="topic-space">Space</label>
      <select
        id="topic-space"
        name="space"
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? 'topic-space-fault' : undefined}
      >
        {spaces.map(({ id, name }) => (
          <option value={id} selected={id === input.space}>
            {name}
          </option>
        ))}
      </select>
      {fault && (
        <span class="fault" id="topic-space-fault">
          {fault}
        </span>
      )}
    </p>
  )
}

const Title = (form: TopicFormProps) => {
  const { fault, autofocus } = fieldMessage(form, 'title')
  return (
    <Field
      id="topic-title"
      label="Title"
      fault={fault}
      hint="In a line: what would somebody search for who wonders the same?"
      input={{
        ...resourceForm.attributes('title', form.hub),
        type: 'text',
        value: form.input.title,
        autocomplete: 'off',
        autofocus,
      }}
    />
  )
}

const Tags = (form: TopicFormProps) => {
  const { fault, autofocus, way } = fieldMessage(form, 'tags')
  return (
    <div class="start-tags">
      <Field
        id="topic-tags"
        label="Tags (if you like)"
        fault={fault}
        hint={`Up to ${topicLimits.tags}, with commas between them.`}
        input={{
          name: 'tags',
          type: 'text',
          value: form.input.tags,
          autocomplete: 'off',
          autocapitalize: 'none',
          autofocus,
        }}
      />
      {way && (
        <p>
          <a href={way.href}>{way.label}</a>
        </p>
      )}
      {form.tags.length > 0 && (
        <details class="start-known-tags" open={fault !== undefined}>
          <summary>Tags that are in use</summary>
          <ul class="tags">
            {form.tags.map((tag) => (
              <li>{tag}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** What was said before stands above the button that says it again. */
const Seen = ({ hub, input, similar }: TopicFormProps) => (
  <hub-similar
    class="start-similar"
    data-from={hub.paths.similar()}
    tabindex={similar?.isStep ? -1 : undefined}
    autofocus={similar?.isStep}
  >
    {similar && <SimilarList hub={hub} title={input.title} found={similar.found} />}
  </hub-similar>
)

/** The form in which a topic is written, new or once more. */
export const TopicForm = (form: TopicFormProps) => {
  const { member, input, drawn, action, isRevision = false, preview, similar } = form
  const { fault, way } = fieldMessage(form, 'form')
  const body = fieldMessage(form, 'body')
  return (
    <form class="sheet start-form" id="topic-form" method="post" action={action} novalidate>
      <FormFault fault={fault} />
      {way && fault && (
        <p>
          <a href={way.href}>{way.label}</a>
        </p>
      )}
      <TopicPreview html={preview} content={contentOf(input)} isFaulty={form.faults.length > 0} />
      <GuardFields drawn={drawn} />
      {isRevision ? <input type="hidden" name="kind" value={input.kind} /> : <Kinds {...form} />}
      {!isRevision && <Spaces {...form} />}
      <Title {...form} />
      {!isRevision && <Seen {...form} />}
      <BodyField
        paths={form.hub.paths}
        label="Your words"
        value={input.body}
        fault={body.fault}
        autofocus={body.autofocus}
      />
      <ResourceFields {...form} />
      <Tags {...form} />
      {member && !isRevision && (
        <p class="hint">
          You write as <bdi>{member.name}</bdi>.
        </p>
      )}
      <p class="form-actions">
        <button>
          {similar?.isStep ? `None of these: ${form.button.toLowerCase()}` : form.button}
        </button>{' '}
        <button
          class="quiet"
          name="preview"
          value="yes"
          formaction={isRevision ? undefined : form.hub.paths.startPreview()}
        >
          Preview
        </button>
        {form.extraAction}
      </p>
    </form>
  )
}
