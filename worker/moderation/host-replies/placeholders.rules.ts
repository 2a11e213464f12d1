/** What is filled into starters and saved replies where their names stand in braces. */
export interface Filling {
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
export const places = ['name', 'title', 'hub', 'me'] as const satisfies (keyof Filling)[]

const PLACE = /\{([\p{L}\p{N}_-]+)\}/gu

/** Whether words have a place that nobody knows how to fill. */
export const hasUnknown = (words: string): boolean =>
  [...words.matchAll(PLACE)].some(([, name]) => places.every((place) => place !== name))

/**
 * Words with their places filled in. What nobody knows stays as it is, and is told.
 *
 * @example fillIn('Hello {name}, {xyz}', filling) // => { text: 'Hello Rosa, {xyz}', unknown: ['{xyz}'] }
 */
export const fillIn = (words: string, filling: Filling): { text: string; unknown: string[] } => {
  const unknown: string[] = []
  const text = words.replaceAll(PLACE, (place, name: string) => {
    if (Object.hasOwn(filling, name)) return filling[name as keyof Filling]
    unknown.push(place)
    return place
  })
  return { text, unknown: [...new Set(unknown)] }
}
