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
  idea: 'You suggest an improvement.',
  resource: 'You share something that others can use.',
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
      hint="One line. Use words that others would search for."
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
        label="Tags (optional)"
        fault={fault}
        hint={`Up to ${topicLimits.tags}, separated by commas.`}
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
          <summary>Existing tags</summary>
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

/** Similar conversations, above the text. */
const SimilarSection = ({ hub, input, similar }: TopicFormProps) => (
  <hub-similar
    class="start-similar"
    data-from={hub.paths.similar()}
    tabindex={similar?.isStep ? -1 : undefined}
    autofocus={similar?.isStep}
  >
    {similar && <SimilarList hub={hub} title={input.title} found={similar.found} />}
  </hub-similar>
)

const FormButtons = ({ hub, button, isRevision, similar, extraAction }: TopicFormProps) => (
  <p class="form-actions">
    <button>{similar?.isStep ? `None of these: ${button.toLowerCase()}` : button}</button>{' '}
    <button
      class="quiet"
      name="preview"
      value="yes"
      formaction={isRevision ? undefined : hub.paths.startPreview()}
    >
      Preview
    </button>
    {extraAction}
  </p>
)

/** A fault that belongs to no field, and a link that helps. */
const GeneralFault = (form: TopicFormProps) => {
  const { fault, way } = fieldMessage(form, 'form')
  return (
    <>
      <FormFault fault={fault} />
      {way && fault && (
        <p>
          <a href={way.href}>{way.label}</a>
        </p>
      )}
    </>
  )
}

const Details = (form: TopicFormProps) => {
  const { fault, autofocus } = fieldMessage(form, 'body')
  return (
    <BodyField
      paths={form.hub.paths}
      label="Details"
      value={form.input.body}
      fault={fault}
      autofocus={autofocus}
    />
  )
}

/** The form of a topic, new or existing. */
export const TopicForm = (form: TopicFormProps) => {
  const { member, input, drawn, action, isRevision = false, preview } = form
  return (
    <form class="sheet start-form" id="topic-form" method="post" action={action} novalidate>
      <GeneralFault {...form} />
      <TopicPreview html={preview} content={contentOf(input)} isFaulty={form.faults.length > 0} />
      <GuardFields drawn={drawn} />
      {isRevision ? <input type="hidden" name="kind" value={input.kind} /> : <Kinds {...form} />}
      {!isRevision && <Spaces {...form} />}
      <Title {...form} />
      {!isRevision && <SimilarSection {...form} />}
      <Details {...form} />
      <ResourceFields {...form} />
      <Tags {...form} />
      {member && !isRevision && (
        <p class="hint">
          Writing as <bdi>{member.name}</bdi>.
        </p>
      )}
      <FormButtons {...form} />
    </form>
  )
}
