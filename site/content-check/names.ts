import { closest, distance } from 'fastest-levenshtein'

/** `hintAt('publik', ['public', 'staff']) // => 'did you mean `public`?'` */
export const hintAt = (name: string, valid: readonly string[]): string => {
  const near = nearest(name, valid)
  if (near) return `did you mean \`${near}\`?`
  if (valid.length === 0) return 'none exist'
  const some = valid.slice(0, 12).map((one) => `\`${one}\``)
  return `expected one of ${some.join(', ')}${valid.length > 12 ? ', …' : ''}`
}

/** The valid name that was probably meant; undefined when none is similar. */
export const nearest = (name: string, valid: readonly string[]): string | undefined => {
  if (valid.length === 0) return undefined
  const near = closest(name.toLowerCase(), valid)
  return distance(name.toLowerCase(), near.toLowerCase()) <= Math.max(2, name.length / 3)
    ? near
    : undefined
}

/** A value in words, short enough for a sentence: `shown([1]) // => 'a list'` */
export const describeValue = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
