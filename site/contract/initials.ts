const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Hebrew', 'Arabic', 'Thai', 'Devanagari', 'Han'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

const scriptOf = (letter: string) => SCRIPTS.findIndex((script) => script.test(letter))

/**
 * The letters in somebody's avatar: `initialsOf('Mara Lindqvist') // => 'ML'`. Of a name in two
 * scripts there is one letter: two that run in different directions would stand in no order.
 */
export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  )
  return `${first}${scriptOf(first) === scriptOf(last) ? last : ''}`.toLocaleUpperCase()
}
