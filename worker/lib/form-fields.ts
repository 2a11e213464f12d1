import { type EmailFault, emailFault, toEmail, toWebsite } from './email-and-url'
import { EMAIL_LIMIT, WEBSITE_LIMIT, type WebsiteFault, websiteFault } from './email-and-url'
import { NAME_LIMIT, type NameFault, nameFault } from './display-name'
import { clean, cleanLine, lengthOf } from './clean-text'
import type { FormField, FieldSchema, Plain, Problem, Result } from './define-form'

/** A limit, or how it follows from the hub's settings. */
type Limit<Context> = number | ((context: Context) => number)

const limitIn = <Context>(limit: Limit<Context>, context: Context) =>
  typeof limit === 'number' ? limit : limit(context)

/** `'title'` and `'empty'` make the reason `'title-empty'`, in forms with several such fields. */
type Prefixed<Prefix extends string, Reason extends string> = Prefix extends ''
  ? Reason
  : `${Prefix}-${Reason}`

const prefixed = <Prefix extends string, Reason extends string>(
  prefix: Prefix | undefined,
  reason: Reason,
) => (prefix ? `${prefix}-${reason}` : reason) as Prefixed<Prefix, Reason>

interface Described {
  /** What the field is for, in a sentence, for users of the HTTP API. */
  meaning: string
}

interface TextOptions<Prefix extends string, Context> extends Described {
  /** The most characters, counted after cleaning. */
  max: Limit<Context>
  /** The prefix of its reasons. */
  prefix?: Prefix
}

type TextProblem<Prefix extends string> =
  { reason: Prefixed<Prefix, 'empty'> } | { reason: Prefixed<Prefix, 'too-long'>; max: number }

const cleanedBy =
  (cleaned: (sent: string) => string) =>
  <const Prefix extends string = '', Context = unknown>({
    meaning,
    max,
    prefix,
  }: TextOptions<Prefix, Context>): FormField<string, TextProblem<Prefix>, Context, Context> => ({
    isRequired: true,
    isList: false,
    schema: (context) => ({
      type: 'string',
      description: meaning,
      minLength: 1,
      maxLength: limitIn(max, context),
    }),
    read: (sent, context) => {
      const value = cleaned(sent)
      if (value === '') return { problem: { reason: prefixed(prefix, 'empty') } }
      const limit = limitIn(max, context)
      return lengthOf(value) > limit
        ? { problem: { reason: prefixed(prefix, 'too-long'), max: limit } }
        : { value }
    },
  })

/** A text of several lines whose indentation is preserved, such as Markdown. */
export const markdown = cleanedBy(clean)

/** A text of several lines. */
export const text = cleanedBy((sent) => clean(sent).trim())

/** A text of one line. */
export const line = cleanedBy(cleanLine)

/** A display name, cleaned; names that the hub reserves are refused. */
export const personName = ({
  meaning,
}: Described): FormField<
  string,
  Plain<`name-${NameFault}`>,
  { reservedNames: readonly string[] }
> => ({
  isRequired: true,
  isList: false,
  schema: () => ({ type: 'string', description: meaning, minLength: 1, maxLength: NAME_LIMIT }),
  read: (sent, { reservedNames }) => {
    const fault = nameFault(sent, reservedNames)
    return fault
      ? { problem: { reason: `name-${fault}` } as Plain<`name-${NameFault}`> }
      : { value: cleanLine(sent) }
  },
})

const address = <Reason extends string>(
  schema: FieldSchema,
  faultIn: (sent: string) => Reason | undefined,
  toAddress: (sent: string) => string | undefined,
): FormField<string, Plain<Reason>> => ({
  isRequired: true,
  isList: false,
  schema: () => schema,
  read: (sent) => {
    const reason = faultIn(sent)
    return reason ? { problem: { reason } as Plain<Reason> } : { value: toAddress(sent)! }
  },
})

/** An email address in its normal form. */
export const email = ({ meaning }: Described) =>
  address<`email-${EmailFault}`>(
    { type: 'string', format: 'email', description: meaning, maxLength: EMAIL_LIMIT },
    (sent) => {
      const fault = emailFault(sent)
      return fault && `email-${fault}`
    },
    toEmail,
  )

/** The address of a website in its normal form; `https://` may be left out. */
export const website = ({ meaning }: Described) =>
  address<`website-${WebsiteFault | 'empty'}`>(
    { type: 'string', format: 'uri', description: meaning, maxLength: WEBSITE_LIMIT },
    (sent) => {
      const fault = sent.trim() ? websiteFault(sent) : 'empty'
      return fault && `website-${fault}`
    },
    toWebsite,
  )

interface ChoiceOptions<Value extends string, Prefix extends string, Context> extends Described {
  of: readonly Value[] | ((context: Context) => readonly Value[])
  prefix?: Prefix
}

/** One of a set of values. */
export const choice = <
  const Value extends string,
  const Prefix extends string = '',
  Context = unknown,
>({
  meaning,
  of,
  prefix,
}: ChoiceOptions<Value, Prefix, Context>): FormField<
  Value,
  { reason: Prefixed<Prefix, 'unknown'> },
  Context,
  Context
> => {
  const valuesIn = (context: Context) => (typeof of === 'function' ? of(context) : of)
  return {
    isRequired: true,
    isList: false,
    schema: (context) => ({ type: 'string', description: meaning, enum: valuesIn(context) }),
    read: (sent, context) => {
      const value = valuesIn(context).find((each) => each === sent)
      return value === undefined ? { problem: { reason: prefixed(prefix, 'unknown') } } : { value }
    },
  }
}

const unchecked = <Value>(
  schema: FieldSchema,
  valueOf: (sent: string) => Value,
): FormField<Value, never> => ({
  isRequired: false,
  isList: false,
  schema: () => schema,
  read: (sent) => ({ value: valueOf(sent) }),
})

/** A checkbox, or a button: true for any text. */
export const checkbox = ({ meaning }: Described) =>
  unchecked({ type: 'boolean', description: meaning }, (sent) => sent !== '')

/** `on` or `off`; anything else is `undefined`, which inverts the current value. */
export const toggle = ({ meaning }: Described) =>
  unchecked({ type: 'string', description: meaning, enum: ['on', 'off'] }, (sent) => {
    if (sent === 'on') return true
    return sent === 'off' ? false : undefined
  })

/** A text as it was sent, which the handler interprets. */
export const raw = ({
  meaning,
  ...more
}: Described & Partial<Pick<FieldSchema, 'format' | 'maxLength'>>) =>
  unchecked({ type: 'string', description: meaning, ...more }, (sent) => sent)

/** The distinct values of a repeated field, unchecked. */
export const list = ({
  meaning,
  ...more
}: Described & Pick<FieldSchema, 'maxItems'>): FormField<
  string[],
  never,
  unknown,
  unknown,
  string[]
> => ({
  isRequired: false,
  isList: true,
  schema: () => ({ type: 'array', items: { type: 'string' }, description: meaning, ...more }),
  read: (sent) => ({ value: [...new Set(sent)] }),
})

const isEmpty = (sent: string, result: Result<unknown, Problem>) =>
  sent === '' || ('problem' in result && result.problem.reason.endsWith('empty'))

/** The same field, optional: `undefined` if it is empty. */
export const optional = <Value, P extends Problem, Context, Limits>(
  field: FormField<Value, P, Context, Limits>,
): FormField<Value | undefined, Exclude<P, { reason: `${string}empty` }>, Context, Limits> => ({
  ...field,
  isRequired: false,
  schema: (limits) => {
    const { minLength: _, ...schema } = field.schema(limits)
    return schema
  },
  read: (sent, context) => {
    const result = field.read(sent, context)
    if (isEmpty(sent, result)) return { value: undefined }
    return result as Result<Value, Exclude<P, { reason: `${string}empty` }>>
  },
})

/** The same field with an additional rule for its value. */
export const refine = <Value, P extends Problem, Context, Limits, More extends Problem>(
  field: FormField<Value, P, Context, Limits>,
  problemIn: (value: Value) => More | undefined,
): FormField<Value, P | More, Context, Limits> => ({
  ...field,
  read: (sent, context) => {
    const result = field.read(sent, context)
    const problem = 'value' in result ? problemIn(result.value) : undefined
    return problem ? { problem } : result
  },
})

/** The same field, with a fallback for every refused value. */
export const withFallback = <Value, P extends Problem, Context, Limits, const Fallback>(
  field: FormField<Value, P, Context, Limits>,
  fallback: Fallback,
): FormField<Value | Fallback, never, Context, Limits> => ({
  ...field,
  isRequired: false,
  read: (sent, context) => {
    const result = field.read(sent, context)
    return 'value' in result ? result : { value: fallback }
  },
})
