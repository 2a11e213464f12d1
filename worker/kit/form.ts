/**
 * The named fields of a form, each a text. What is not named is not read, so that nobody can send
 * a column's name; of a repeated field the first counts, and an absent one is empty.
 *
 * @param body as the browser sent it, `application/x-www-form-urlencoded`
 * @example fieldsOf(bytesOf('a=1&a=2&c=3'), ['a', 'b']) // => { a: '1', b: '' }
 */
export const fieldsOf = <Name extends string>(body: ArrayBuffer, names: readonly Name[]) => {
  const sent = new URLSearchParams(new TextDecoder().decode(body))
  return Object.fromEntries(names.map((name) => [name, sent.get(name) ?? ''])) as Record<
    Name,
    string
  >
}

/**
 * Every value of a field that a form has more than once, such as what is ticked in a list.
 *
 * @example valuesOf(bytesOf('a=1&a=2&c=3'), 'a') // => ['1', '2']
 */
export const valuesOf = (body: ArrayBuffer, name: string): string[] =>
  new URLSearchParams(new TextDecoder().decode(body)).getAll(name)
