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

/** Whether a text has an unknown placeholder. */
export const hasUnknownPlaceholder = (words: string): boolean =>
  [...words.matchAll(PLACEHOLDER)].some(([, name]) => placeholders.every((place) => place !== name))

/**
 * A text with its placeholders replaced; unknown ones stay in it and are listed.
 *
 * @example fillIn('Hello {name}, {xyz}', filling) // => { text: 'Hello Rosa, {xyz}', unknown:
 * ['{xyz}'] }
 */
export const fillPlaceholders = (
  words: string,
  filling: PlaceholderValues,
): { text: string; unknown: string[] } => {
  const unknown: string[] = []
  const text = words.replaceAll(PLACEHOLDER, (place, name: string) => {
    if (Object.hasOwn(filling, name)) return filling[name as keyof PlaceholderValues]
    unknown.push(place)
    return place
  })
  return { text, unknown: [...new Set(unknown)] }
}
