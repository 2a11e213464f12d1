import { plainTextOf } from '../mdx/plain-text'
import type { Post } from './list'

/** Every body is read once in a build, however many pages quote it. */
const known = new WeakMap<Post, string>()

/** The words of a post's body, without markup. */
export const bodyOf = (post: Post): string => {
  const words =
    known.get(post) ?? plainTextOf(post.body ?? '', post.filePath?.endsWith('.md') ? 'md' : 'mdx')
  known.set(post, words)
  return words
}

/** One paragraph for cards, lists and search engines: the post's summary, or how it begins. */
export const summaryOf = (post: Post): string => post.data.summary ?? excerptOf(bodyOf(post), 200)

/** `begin('One two three', 9) // => 'One two…'`: whole words, and no more characters than fit. */
export const excerptOf = (words: string, longest: number): string => {
  const line = words.replaceAll('\n', ' ')
  if (line.length <= longest) return line
  const cut = line.slice(0, longest)
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))
    .toWellFormed()
    .replace(/[\s.,;:–—\uFFFD-]+$/, '')}…`
}

/** When a post last said something new: an alert speaks again with every update. */
export const changedAt = ({ data }: Post): Date =>
  new Date(Math.max(Number(data.date), ...(data.updates ?? []).map(({ at }) => Number(at))))
