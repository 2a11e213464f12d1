import { resolve } from 'node:path'
import { z } from 'astro/zod'
import { type Entry, listFiles } from '../../site/content-check/files'
import { type Head, readHeads, textAt } from '../../site/content-check/frontmatter'
import { hintAt } from '../../site/content-check/names'
import type { Names } from '../../site/content-check/settings'
import { conversationOf } from '../../site/contract/conversation'
import { pathsAt } from '../../site/contract/paths'
import { isOpen } from '../../site/contract/permissions'
import { postSchema } from '../../site/posts/schema'
import { plainTextOf } from '../../site/mdx/plain-text'
import { slugOf } from '../../site/parser/folder'
import type { Settings } from '../../site/parser/settings'
import { CliError } from '../cli-error'
import { cut } from './text'

/** A link to a discussion of a post on another network. */
export interface ElsewhereLink {
  /** The id of a network. */
  network: string
  url: string
}

/** A post as it is announced. */
export interface AnnouncedPost {
  /** The id of its conversation, which outlives the slug. */
  conversation: string
  /** The absolute path of its file. */
  file: string
  title: string
  /** One line: its summary, or how it begins. */
  summary: string
  /** Its public address. */
  address: string
  /** `en-GB` */
  language: string
  elsewhere: readonly ElsewhereLink[]
}

/** Characters of the body that replace a missing summary. */
const BEGINNING = 200

/**
 * The post to announce. Throws unless it is published, public and valid: an announcement is public
 * and cannot be taken back.
 *
 * @param typed a slug, the permanent id, or the path or address of the post
 */
export const readAnnouncedPost = (
  content: string,
  settings: Settings,
  typed: string,
  now: Date,
): AnnouncedPost => {
  const { hub } = settings
  const paths = pathsAt(new URL(hub.url).pathname)
  const { entries } = listFiles(content)
  const posts = entries.filter(({ folder }) => folder === 'posts')
  const head = findHead(content, settings, posts, slugIn(typed))
  const post = schemaOf(settings).parse(head.data)
  expectReadable(head.slug, post, settings, now)
  return {
    conversation: conversationOf(post.id ?? head.slug),
    file: resolve(content, head.file),
    title: oneLine(post.title),
    summary: oneLine(post.summary ?? cut(oneLine(wordsIn(head)), BEGINNING)),
    address: new URL(paths.post(head.slug), hub.url).href,
    language: hub.language,
    elsewhere: post.elsewhere,
  }
}

/** `slugIn('content/posts/winter-hours/index.mdx') // => 'winter-hours'` */
const slugIn = (typed: string) => slugOf(typed.replace(/^.*\bposts\//, '').replace(/\/$/, ''))

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

const wordsIn = ({ body, file }: Head) => plainTextOf(body, file.endsWith('.md') ? 'md' : 'mdx')

const schemaOf = ({ hub, spaces }: Settings) =>
  postSchema({ zone: hub.timezone, firstSpace: spaces[0]!.id, picture: z.string() })

const findHead = (content: string, settings: Settings, posts: Entry[], slug: string): Head => {
  const entry = posts.find((one) => one.slug === slug) ?? withId(content, settings, posts, slug)
  if (!entry) throw new CliError(noSuchPost(content, settings, posts, slug))
  const { heads, faults } = readHeads(content, [entry], namesIn(settings))
  if (faults.length > 0)
    throw new CliError(
      [
        'The post has errors. Fix them first:',
        ...faults.map(({ file, line, message }) => `  ${file}:${line ?? 1}  ${message}`),
      ].join('\n'),
    )
  return heads[0]!
}

/** The post whose permanent id this is, whatever its slug has become. */
const withId = (content: string, settings: Settings, posts: Entry[], id: string) =>
  readHeads(content, posts, namesIn(settings)).heads.find((head) => textAt(head, 'id') === id)

const noSuchPost = (content: string, settings: Settings, posts: Entry[], slug: string) => {
  const { heads } = readHeads(content, posts, namesIn(settings))
  const moved = heads.find(({ data }) => formerlyIn(data).includes(slug))
  if (moved) return `The post ${slug} was renamed: announce ${moved.slug}.`
  const slugs = posts.map((one) => one.slug)
  return `There is no post ${slug}; ${hintAt(slug, slugs)}`
}

const formerlyIn = (data: unknown): unknown[] => {
  const { formerly } = (data ?? {}) as { formerly?: unknown }
  return Array.isArray(formerly) ? formerly : []
}

const namesIn = ({ hub, spaces, levels, people, networks }: Settings): Names => ({
  zone: hub.timezone,
  url: new URL(hub.url),
  pictureHosts: [],
  spaces: spaces.map(({ id }) => id),
  levels: levels.map(({ id }) => id),
  people: Object.keys(people),
  networks: networks.map(({ id }) => id),
})

/** Throws unless the public can read the post now. */
const expectReadable = (
  slug: string,
  post: { draft: boolean; publish?: Date | undefined; space: string },
  { hub, spaces, levels }: Settings,
  now: Date,
) => {
  if (post.draft) throw new CliError(`${slug} is a draft: remove \`draft: true\` first.`)
  if (post.publish && post.publish > now) {
    const clock = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: hub.timezone,
    })
    throw new CliError(
      `${slug} is not published before ${clock.format(post.publish)} (${hub.timezone}). Announce it then.`,
    )
  }
  const space = spaces.find(({ id }) => id === post.space)
  if (!space)
    throw new CliError(`${slug} is in the space ${post.space}, which is not in spaces.yaml.`)
  if (!isOpen(space, levels))
    throw new CliError(
      `${slug} is in the space “${space.name}”, which is not public: it cannot be announced.`,
    )
}
