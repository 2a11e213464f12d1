const made = new Map<string, Intl.DateTimeFormat>()

/**
 * A way to write dates, made once: to make one costs fifty times what it costs to use it, and a
 * page of comments uses it for each of them.
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
 * A way to say how long ago something was, made once.
 *
 * @example relativeFormat('en-GB').format(-1, 'day') // => 'yesterday'
 */
export const relativeFormat = (language: string): Intl.RelativeTimeFormat => {
  const made = relatives.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  relatives.set(language, made)
  return made
}
