/** The values for the placeholders of starters and saved replies, such as `{name}`. */
export interface PlaceholderValues {
  /** The author of the comment that is answered. */
  name: string
  /** The title of the conversation. */
  title: string
  /** The name of the hub. */
  hub: string
  /** The name of the host. */
  me: string
}

/** The names of the placeholders. */
export const placeholders = [
  'name',
  'title',
  'hub',
  'me',
] as const satisfies (keyof PlaceholderValues)[]

const PLACEHOLDER = /\{([\p{L}\p{N}_-]+)\}/gu

export const hasUnknownPlaceholder = (text: string): boolean =>
  [...text.matchAll(PLACEHOLDER)].some(([, name]) => placeholders.every((known) => known !== name))

/**
 * A template with its placeholders replaced; unknown ones stay in the text and are listed.
 *
 * @example fillPlaceholders('Hello {name}, {x}', values) // => { text: 'Hello Rosa, {x}', unknown: ['{x}'] }
 */
export const fillPlaceholders = (
  template: string,
  values: PlaceholderValues,
): { text: string; unknown: string[] } => {
  const unknown: string[] = []
  const text = template.replaceAll(PLACEHOLDER, (placeholder, name: string) => {
    if (Object.hasOwn(values, name)) return values[name as keyof PlaceholderValues]
    unknown.push(placeholder)
    return placeholder
  })
  return { text, unknown: [...new Set(unknown)] }
}
