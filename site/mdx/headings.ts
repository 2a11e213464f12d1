/**
 * The heading levels of one body, below the page's own title: the first is 2, and none is skipped.
 * `const level = headingLevels(); level(1) // => 2; level(3) // => 3; level(1) // => 2`
 */
export const headingLevels = () => {
  const open: number[] = []
  return (written: number) => {
    while ((open.at(-1) ?? 0) >= written) open.pop()
    open.push(written)
    return Math.min(open.length + 1, 6) as 2 | 3 | 4 | 5 | 6
  }
}

/** Whether a heading at the top of a body repeats the title, which the page shows already. */
export const repeatsTitle = (heading: string, title: unknown) =>
  typeof title === 'string' && plain(heading) === plain(title)

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
