interface FieldProps {
  id: string
  label: string
  /** What is wrong with what was typed. */
  fault?: string | undefined
  hint?: string | undefined
  input: Record<string, string | number | boolean | undefined>
}

/** A field of a form with its label, and what is wrong with it or good to know beside it. */
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
