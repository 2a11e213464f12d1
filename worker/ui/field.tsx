interface FieldProps {
  id: string
  label: string
  /** What is wrong with the input. */
  fault?: string | undefined
  hint?: string | undefined
  input: Record<string, string | number | boolean | undefined>
}

/** A form field with its label, fault and hint. */
export const Field = ({ id, label, fault, hint, input }: FieldProps) => {
  const described = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={described || undefined}
        {...input}
      />
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  )
}
