import { createHash } from 'node:crypto'
import { getCollection } from 'astro:content'
import { conversationOf } from '../contract/conversation'
import { paths, people } from '../hub/settings'
import { listAllPosts, permanentId, type Post } from '../posts/list'
import { bodyOf } from '../posts/text'
import { plainTextOf } from '../mdx/plain-text'

/** The most of a text that is searched, in bytes. A row is part of one bound value of D1 (2 MB), as JSON. */
const LONGEST = 90_000

/** Something written in git that can be found. */
export interface SearchRow {
  /** `post:<permanent id>`, `page:<slug>` or `person:<handle>`. */
  id: string
  title: string
  /** Its words, without markup. */
  text: string
  /** The path below the base: `posts/welcome/`. */
  address: string
  /** Changes with anything above. */
  hash: string
}

/**
 * Every post, page and person, as `search.json` hands them to the Worker's search. Posts that not
 * everybody may read are among them: who may find them is asked with each search.
 */
export const searchRows = async (): Promise<SearchRow[]> => {
  const pages = await getCollection('pages')
  return [
    ...(await listAllPosts()).map((post) =>
      rowOf(conversationOf(permanentId(post)), post.data.title, textOf(post), paths.post(post.id)),
    ),
    ...pages.map(({ id, data, body, filePath }) =>
      rowOf(
        `page:${id}`,
        data.title,
        [data.summary, plainTextOf(body ?? '', filePath?.endsWith('.md') ? 'md' : 'mdx')],
        paths.page(id),
      ),
    ),
    ...Object.values(people).map(({ handle, name, role, about }) =>
      rowOf(`person:${handle}`, name, [`@${handle}`, role, about], paths.person(handle)),
    ),
  ]
}

/** All that a post says, whatever its kind says beside the body. */
const textOf = (post: Post) => {
  const { summary, tags, reason, updates, links, files, contacts } = post.data
  return [
    summary,
    bodyOf(post),
    reason,
    ...(updates ?? []).map(({ text }) => text),
    ...[...(links ?? []), ...(files ?? [])].map(({ label }) => label),
    ...(contacts ?? []).map(({ name }) => name),
    tags.join(' '),
  ]
}

const rowOf = (id: string, title: string, said: (string | undefined)[], path: string) => {
  const text = cut(said.filter(Boolean).join('\n'))
  const address = path.slice(paths.base.length)
  const hash = createHash('sha256')
    .update(JSON.stringify([title, text, address]))
    .digest('hex')
  return { id, title, text, address, hash: hash.slice(0, 32) }
}

/** No more bytes than fit, and no half character, which is no text for SQLite, nor the character that ends one. */
const cut = (said: string) => {
  const text = said.replaceAll('\0', ' ').toWellFormed()
  if (text.length * 3 <= LONGEST) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= LONGEST) return text
  return bytes
    .subarray(0, LONGEST)
    .toString()
    .replace(/\uFFFD+$/, '')
}
