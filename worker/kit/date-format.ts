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
