import { Field } from '../../ui/field'
import { fieldMessage, type TopicFormProps } from './draft.form'
import { contactNumbers, linkNumbers, type TopicField } from './form'

interface InputProps {
  form: TopicFormProps
  name: TopicField
  label: string
  type?: string
}

const Input = ({ form, name, label, type = 'text' }: InputProps) => {
  const { fault, autofocus } = fieldMessage(form, name)
  return (
    <Field
      id={`topic-${name}`}
      label={label}
      fault={fault}
      input={{ name, type, value: form.input[name], autocomplete: 'off', autofocus }}
    />
  )
}

const Links = (form: TopicFormProps) => (
  <fieldset class="start-gives">
    <legend>Links (if there are any)</legend>
    {linkNumbers.map((n) => (
      <div class="start-pair">
        <Input form={form} name={`link${n}Label`} label={`Link ${n}: what it is`} />
        <Input form={form} name={`link${n}Url`} label="Its address" type="url" />
      </div>
    ))}
  </fieldset>
)

const Contacts = (form: TopicFormProps) => (
  <fieldset class="start-gives">
    <legend>Whom to ask (if anybody)</legend>
    <p class="hint">Everybody sees this: name only who is glad to be asked.</p>
    {contactNumbers.map((n) => (
      <div class="start-pair">
        <Input form={form} name={`contact${n}Name`} label={`Person ${n}: name`} />
        <Input form={form} name={`contact${n}Email`} label="E-mail" type="email" />
        <Input form={form} name={`contact${n}Phone`} label="Telephone" type="tel" />
        <Input form={form} name={`contact${n}Url`} label="Website" type="url" />
      </div>
    ))}
  </fieldset>
)

/** What a resource gives besides its words; other kinds do not show it. */
export const ResourceFields = (form: TopicFormProps) => (
  <div class="start-resource">
    <Links {...form} />
    <Contacts {...form} />
  </div>
)
