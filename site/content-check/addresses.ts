import type { ContentFault } from './fault'
import type { Head } from './frontmatter'
import { valueAt } from './issues'
import { textAt } from './frontmatter'

/** Errors for files that share a slug, an id or a former slug. */
export const checkAddresses = (heads: readonly Head[]): ContentFault[] => {
  const posts = heads.filter(({ folder }) => folder === 'posts')
  return [...sameSlug(heads), ...sameId(posts), ...sameFormerly(posts)]
}

const sameSlug = (heads: readonly Head[]): ContentFault[] => {
  const owners = new Map<string, Head>()
  return heads.flatMap((head) => {
    const address = `${head.folder}/${head.slug}`
    const first = owners.get(address)
    if (!first) owners.set(address, head)
    const message = `has the address of ${first?.file}; expected one file for each slug`
    return first ? [{ file: head.file, message }] : []
  })
}

/** The id that comments are stored under. */
const idOf = (post: Head) => textAt(post, 'id') ?? post.slug

const sameId = (posts: readonly Head[]): ContentFault[] => {
  const owners = new Map<string, Head>()
  return posts.flatMap((post) => {
    const id = idOf(post)
    const first = owners.get(id)
    if (!first) owners.set(id, post)
    if (!first || first.slug === post.slug) return []
    const message = `\`id: ${id}\` is the id of ${first.file}; two posts cannot share their comments`
    return [{ file: post.file, line: post.lineOf(['id']), message }]
  })
}

const sameFormerly = (posts: readonly Head[]): ContentFault[] => {
  const slugs = new Map(posts.map((post) => [post.slug, post]))
  const claimed = new Map<string, Head>()
  return posts.flatMap((post) => {
    const formerly = valueAt(post.data, ['formerly'])
    return (Array.isArray(formerly) ? formerly : []).flatMap((slug: unknown, index) => {
      if (typeof slug !== 'string') return []
      const taken = slugs.get(slug) ?? claimed.get(slug)
      if (!claimed.has(slug)) claimed.set(slug, post)
      if (!taken) return []
      const who = taken === post ? 'this post' : taken.file
      const how = slugs.has(slug) ? 'is the slug of' : 'is also claimed by'
      const message = `\`formerly: ${slug}\` ${how} ${who}; a former address can redirect to only one post`
      return [{ file: post.file, line: post.lineOf(['formerly', index]), message }]
    })
  })
}
