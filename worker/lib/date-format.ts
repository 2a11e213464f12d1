const made = new Map<string, Intl.DateTimeFormat>()

/**
 * A memoized date formatter: creating one costs fifty times as much as using it, and a page of
 * comments uses it for each of them.
 *
 * @example dateFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'medium' }).format(new Date(0)) // => '1 Jan 1970'
 */
export const dateFormat = (
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const key = JSON.stringify([language, options])
  const known = made.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(language, options)
  made.set(key, format)
  return format
}

const relatives = new Map<string, Intl.RelativeTimeFormat>()

/**
 * A memoized formatter of relative times.
 *
 * @example relativeFormat('en-GB').format(-1, 'day') // => 'yesterday'
 */
export const relativeFormat = (language: string): Intl.RelativeTimeFormat => {
  const made = relatives.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  relatives.set(language, made)
  return made
}
