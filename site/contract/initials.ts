const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Hebrew', 'Arabic', 'Thai', 'Devanagari', 'Han'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

const scriptOf = (letter: string) => SCRIPTS.findIndex((script) => script.test(letter))

/**
 * The letters in an avatar: `initialsOf('Mara Lindqvist') // => 'ML'`. A name in two
 * scripts has one letter: letters of different directions have no order.
 */
export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  )
  return `${first}${scriptOf(first) === scriptOf(last) ? last : ''}`.toLocaleUpperCase()
}
