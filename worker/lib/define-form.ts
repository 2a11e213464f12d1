/** Why a value is refused, and what the sentence about it needs, such as the limit it exceeds. */
export interface Problem {
  reason: string
}

/** A problem without parameters, one type for each reason. */
export type Plain<Reason extends string> = Reason extends string ? { reason: Reason } : never

export type Result<Value, P extends Problem> = { value: Value } | { problem: P }

/** A field as JSON Schema (draft 2020-12) describes it. `maxLength` counts Unicode characters. */
export interface FieldSchema {
  type: 'string' | 'boolean' | 'array'
  description: string
  format?: 'email' | 'uri' | 'uuid' | 'date' | 'date-time'
  minLength?: number
  maxLength?: number
  maxItems?: number
  pattern?: string
  enum?: readonly string[]
  items?: Pick<FieldSchema, 'type' | 'format' | 'enum'>
}

/**
 * One field of a form. `Context` is what its value is checked against, such as the hub's settings,
 * and `Limits` the part of it that its schema depends on; `Sent` is what the browser sends for it: a
 * text, or several where a name may be repeated.
 */
export interface FormField<
  Value,
  P extends Problem,
  Context = unknown,
  Limits = unknown,
  Sent = string,
> {
  isRequired: boolean
  /** Whether all values of a repeated name count, and not the first alone. */
  isList: boolean
  schema: (limits: Limits) => FieldSchema
  /** The value to store, cleaned, or why there is none. */
  read: (sent: Sent, context: Context) => Result<Value, P>
}

type AnyField = FormField<unknown, Problem, never, never, never>
/** Only these properties of a field, or TypeScript would infer its context from here, as `never`. */
type Fields = Readonly<Record<string, Pick<AnyField, 'isRequired' | 'isList'>>>

type SentOf<F> = F extends FormField<unknown, Problem, never, never, infer Sent> ? Sent : never
type InputOf<Fs extends Fields> = { [Name in keyof Fs]: SentOf<Fs[Name]> }
type ValuesOf<Fs extends Fields> = {
  [Name in keyof Fs]: Fs[Name] extends FormField<infer Value, Problem, never, never, never>
    ? Value
    : never
}
type FaultsOf<Fs extends Fields> = {
  [Name in keyof Fs & string]: Fs[Name] extends FormField<unknown, infer P, never, never, never>
    ? P extends Problem
      ? { field: Name } & P
      : never
    : never
}[keyof Fs & string]
/** What the values of all fields are checked against. */
type ContextOf<Fs extends Fields> = {
  [Name in keyof Fs]: Fs[Name] extends FormField<unknown, Problem, infer C, never, never>
    ? (context: C) => void
    : never
}[keyof Fs] extends (context: infer C) => void
  ? C
  : never
/** What the schemas of all fields depend on. */
type LimitsOf<Fs extends Fields> = {
  [Name in keyof Fs]: Fs[Name] extends FormField<unknown, Problem, never, infer L, never>
    ? (limits: L) => void
    : never
}[keyof Fs] extends (limits: infer L) => void
  ? L
  : never

/** What depends on nothing is given nothing. */
type Given<Context> = unknown extends Context ? [] : [context: Context]

/** Either the values of a form, or what is wrong with them in the order of its fields. */
export type Checked<Values, Fault> =
  { values: Values; faults?: undefined } | { values?: undefined; faults: [Fault, ...Fault[]] }

export interface FormSchema {
  type: 'object'
  properties: Record<string, FieldSchema>
  required: string[]
}

/** A form: the names, types, limits and meanings of its fields, and how they are read. */
export interface Form<Fs extends Fields> {
  /** Its definition, for other forms with the same fields. */
  fields: Fs
  names: readonly (keyof Fs & string)[]
  /** The input of an empty form. */
  blank: InputOf<Fs>
  /**
   * The typed input, to check it and to show it again. Only the fields of the form are read, so that
   * a request cannot set anything else; the first value of a repeated name counts, and a missing one
   * is empty.
   *
   * @param sent a body, `application/x-www-form-urlencoded`, or the query of an address
   */
  read: (sent: ArrayBuffer | URLSearchParams) => InputOf<Fs>
  check: (input: InputOf<Fs>, ...given: Given<ContextOf<Fs>>) => Checked<ValuesOf<Fs>, FaultsOf<Fs>>
  schema: (...given: Given<LimitsOf<Fs>>) => FormSchema
  /** The name of a field and what its HTML control enforces. */
  attributes: (
    name: keyof Fs & string,
    ...given: Given<LimitsOf<Fs>>
  ) => { name: string; required: boolean; maxlength?: number }
}

/** The input of a form, as it was typed. */
export type Input<F> = F extends Form<infer Fs> ? InputOf<Fs> : never
/** The values of a form, cleaned for storing. */
export type Values<F> = F extends Form<infer Fs> ? ValuesOf<Fs> : never
/** The faults that each field of a form can have. */
export type Fault<F> = F extends Form<infer Fs> ? FaultsOf<Fs> : never

/**
 * Defines a form once, for the handler that reads it, the view that renders it and the documentation.
 *
 * @example
 * const form = defineForm({ body: text({ meaning: 'The comment, in Markdown.', max: 10_000 }) })
 * form.check(form.read(bytesOf('body=+&id=7'))) // => { faults: [{ field: 'body', reason: 'empty' }] }
 */
export const defineForm = <const Fs extends Fields>(fields: Fs): Form<Fs> => {
  const entries = Object.entries(fields as unknown as Record<string, AnyField>)
  const each = (make: (name: string, field: AnyField) => unknown) =>
    Object.fromEntries(entries.map(([name, field]) => [name, make(name, field)]))
  const inputFrom = (sent: URLSearchParams) =>
    each((name, { isList }) => (isList ? sent.getAll(name) : (sent.get(name) ?? ''))) as InputOf<Fs>

  return {
    fields,
    names: entries.map(([name]) => name),
    blank: inputFrom(new URLSearchParams()),
    read: (sent) =>
      inputFrom(
        sent instanceof URLSearchParams
          ? sent
          : new URLSearchParams(new TextDecoder().decode(sent)),
      ),
    check: (input, ...[context]) => {
      const results = entries.map(
        ([name, { read }]) => [name, read(input[name] as never, context as never)] as const,
      )
      const [first, ...more] = results.flatMap(([field, result]) =>
        'problem' in result ? [{ field, ...result.problem } as FaultsOf<Fs>] : [],
      )
      if (first) return { faults: [first, ...more] }
      const values = results.map(([name, result]) => [name, 'value' in result && result.value])
      return { values: Object.fromEntries(values) as ValuesOf<Fs> }
    },
    schema: (...[limits]) => ({
      type: 'object',
      properties: each((_, { schema }) => schema(limits as never)) as Record<string, FieldSchema>,
      required: entries.flatMap(([name, { isRequired }]) => (isRequired ? [name] : [])),
    }),
    attributes: (name, ...[limits]) => {
      const { isRequired, schema } = fields[name] as AnyField
      const { maxLength } = schema(limits as never)
      // HTML counts UTF-16 units, of which a character takes at most two.
      return { name, required: isRequired, ...(maxLength && { maxlength: 2 * maxLength }) }
    },
  }
}

/** A fault of the form as a whole, one type for each reason. */
export type GeneralFault<Reason extends string> = Reason extends string
  ? { field: 'form'; reason: Reason }
  : never

/** Faults of every form: waiting helps, or the hub itself is at fault. */
export type Busy = GeneralFault<'too-fast' | 'too-many' | 'not-saved'>

const STATUS = new Map<string, 429 | 503>([
  ['too-fast', 429],
  ['too-many', 429],
  ['not-saved', 503],
])

/** How a refused form is answered: 429 when waiting helps, 503 when the hub is at fault, else 422. */
export const statusOf = ({ reason }: Problem): 422 | 429 | 503 => STATUS.get(reason) ?? 422

/** `Retry-After`, in seconds, for a form that is answered with 429 or 503. */
export const retryAfter = ({ reason }: Problem): number => (reason === 'too-many' ? 3600 : 60)
