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
    <legend>Links (optional)</legend>
    {linkNumbers.map((n) => (
      <div class="start-pair">
        <Input form={form} name={`link${n}Label`} label={`Link ${n}: label`} />
        <Input form={form} name={`link${n}Url`} label="Address" type="url" />
      </div>
    ))}
  </fieldset>
)

const Contacts = (form: TopicFormProps) => (
  <fieldset class="start-gives">
    <legend>Contacts (optional)</legend>
    <p class="hint">Everyone can see this. Only list people who agreed to it.</p>
    {contactNumbers.map((n) => (
      <div class="start-pair">
        <Input form={form} name={`contact${n}Name`} label={`Person ${n}: name`} />
        <Input form={form} name={`contact${n}Email`} label="Email" type="email" />
        <Input form={form} name={`contact${n}Phone`} label="Telephone" type="tel" />
        <Input form={form} name={`contact${n}Url`} label="Website" type="url" />
      </div>
    ))}
  </fieldset>
)

/** The links and contacts of a resource; hidden for other kinds. */
export const ResourceFields = (form: TopicFormProps) => (
  <div class="start-resource">
    <Links {...form} />
    <Contacts {...form} />
  </div>
)
