/** What is filled into starters and saved replies where their names stand in braces. */
export interface PlaceholderValues {
  /** Who is answered. */
  name: string
  /** What the conversation is called. */
  title: string
  /** What the hub is called. */
  hub: string
  /** Who answers. */
  me: string
}

/** The names that are filled in. */
export const placeholders = [
  'name',
  'title',
  'hub',
  'me',
] as const satisfies (keyof PlaceholderValues)[]

const PLACEHOLDER = /\{([\p{L}\p{N}_-]+)\}/gu

/** Whether words have a place that nobody knows how to fill. */
export const hasUnknownPlaceholder = (words: string): boolean =>
  [...words.matchAll(PLACEHOLDER)].some(([, name]) => placeholders.every((place) => place !== name))

/**
 * Words with their places filled in. What nobody knows stays as it is, and is told.
 *
 * @example fillIn('Hello {name}, {xyz}', filling) // => { text: 'Hello Rosa, {xyz}', unknown: ['{xyz}'] }
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
