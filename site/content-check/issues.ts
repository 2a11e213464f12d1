import { z } from 'astro/zod'
import { hintAt, nearest, describeValue } from './names'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** An error at a key. */
export interface KeyFault {
  path: Path
  message: string
}

/** Zod's errors as sentences for editors: found, expected, nearest valid name. */
export const faultsOf = (schema: z.ZodType, data: unknown, error: z.ZodError): KeyFault[] =>
  error.issues.flatMap((issue) => sentences(schema, data, issue))

const sentences = (schema: z.ZodType, data: unknown, issue: Issue): KeyFault[] => {
  const { path } = issue
  const key = nameOf(path)
  const found = valueAt(data, path)
  const fault = (message: string): KeyFault[] => [{ path, message }]

  if (isEmptyText(issue, found))
    return fault(`\`${key}\` is missing: its line is empty; expected text`)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const valid = keysAt(schema, path)
      return issue.keys.map((wrong) => ({
        path: [...path, wrong],
        message: `\`${wrong}\` is not a key ${path.length > 0 ? `of \`${key}\`` : 'here'}; ${hintAt(wrong, valid)}`,
      }))
    }
    case 'invalid_type':
      if (found === undefined)
        return fault(`\`${key}\` is missing; expected ${kindOf(issue.expected)}`)
      return fault(
        `\`${key}: ${describeValue(found)}\`: ${typeHint(issue.expected, issue.message, found)}`,
      )
    case 'invalid_value': {
      const values = issue.values.map(String)
      const near = nearest(describeValue(found), values)
      return fault(
        `\`${key}: ${describeValue(found)}\`: expected one of ${values.join(', ')}${near ? `; did you mean \`${near}\`?` : ''}`,
      )
    }
    case 'too_small':
    case 'too_big':
      return fault(
        `\`${key}: ${describeValue(found)}\`: ${issue.message.startsWith('expected') ? issue.message : bound(issue)}`,
      )
    default:
      return fault(
        found === undefined
          ? `\`${key}\` is missing; ${issue.message}`
          : `\`${key}: ${describeValue(found)}\`: ${issue.message}`,
      )
  }
}

/** Whether a required text is empty: a key without a value. */
const isEmptyText = (issue: Issue, found: unknown) =>
  (issue.code === 'too_small' && typeof found === 'string' && found.trim() === '') ||
  (issue.code === 'invalid_type' && issue.expected === 'string' && found === null)

const bound = (issue: Extract<Issue, { code: 'too_small' | 'too_big' }>) =>
  issue.code === 'too_small'
    ? `expected ${issue.minimum} or more`
    : `expected ${issue.maximum} or less`

const typeHint = (expected: string, message: string, found: unknown) => {
  if (message.startsWith('expected')) return message
  const isBare = expected === 'string' && (typeof found === 'number' || typeof found === 'boolean')
  return `expected ${kindOf(expected)}, found ${isBare ? `a ${typeof found}; put it in quotes` : describeValue(found)}`
}

const KINDS: Record<string, string> = {
  string: 'text',
  array: 'a list such as [one, another]',
  object: 'keys with values below it',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
}

const kindOf = (expected: string) => KINDS[expected] ?? expected

/** `nameOf(['updates', 0, 'at']) // => 'updates[1].at'`; counted from 1. */
export const nameOf = (path: Path) =>
  path.length === 0
    ? 'the file'
    : path
        .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, '')

/** The value at a path; undefined if there is none. */
export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step],
    data,
  )

/** The keys of a schema at a path; empty if it is not an object there. */
const keysAt = (schema: z.ZodType, path: Path): string[] => {
  let here: z.ZodType | undefined = plain(schema)
  for (const step of path) {
    if (here instanceof z.ZodObject)
      here = plain((here.shape as Record<string, z.ZodType>)[String(step)])
    else if (here instanceof z.ZodArray) here = plain(here.element as z.ZodType)
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

/** A schema without its wrappers, such as a default or a transformation. */
const plain = (schema: z.ZodType | undefined): z.ZodType | undefined => {
  if (schema instanceof z.ZodPipe) return plain(schema.in as z.ZodType)
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return plain(schema.unwrap() as z.ZodType)
  }
  return schema
}
