import { plainTextOf } from '../mdx/plain-text'
import type { Post } from './list'

/** Memoized: a body is parsed once per build. */
const known = new WeakMap<Post, string>()

/** The plain text of a post's body. */
export const bodyOf = (post: Post): string => {
  const text =
    known.get(post) ?? plainTextOf(post.body ?? '', post.filePath?.endsWith('.md') ? 'md' : 'mdx')
  known.set(post, text)
  return text
}

/** One paragraph for cards, lists and search engines: the summary of a post, or its beginning. */
export const summaryOf = (post: Post): string => post.data.summary ?? excerptOf(bodyOf(post), 200)

/** `excerptOf('One two three', 9) // => 'One two…'`: whole words, in at most so many characters. */
export const excerptOf = (text: string, longest: number): string => {
  const line = text.replaceAll('\n', ' ')
  if (line.length <= longest) return line
  const cut = line.slice(0, longest)
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))
    .toWellFormed()
    .replace(/[\s.,;:–—\uFFFD-]+$/, '')}…`
}

/** The last change of a post: its date, or the latest update of an alert. */
export const changedAt = ({ data }: Post): Date =>
  new Date(Math.max(Number(data.date), ...(data.updates ?? []).map(({ at }) => Number(at))))
