import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { isPicture } from '../mdx/pictures'
import type { Head } from './frontmatter'
import type { ContentFault } from './fault'
import { valueAt, nameOf } from './issues'
import { hintAt, describeValue } from './names'
import type { Names } from './settings'

/** Errors for names in a frontmatter that do not exist: people, spaces, networks, files, tags, posts. */
export const checkReferences = async (
  content: string,
  heads: readonly Head[],
  names: Names,
): Promise<ContentFault[]> => {
  const posts = heads.filter(({ folder }) => folder === 'posts')
  const offers = heads.filter(({ folder }) => folder === 'offers')
  const slugs = posts.map(({ slug }) => slug)
  const tags = [...new Set(posts.flatMap((post) => listAt(post, ['tags'])))]
  const covers = await Promise.all(posts.map((post) => checkCover(content, post)))
  return [
    ...covers.flat(),
    ...posts.flatMap((post) => [
      ...unknown(post, ['authors'], names.people, 'is not a person in people/'),
      ...unknown(post, ['space'], names.spaces, 'is not a space'),
      ...checkHomes(post, names.networks),
      ...checkFiles(content, post),
    ]),
    ...offers.flatMap((offer) => [
      ...unknown(offer, ['where', 'tags'], tags, 'is not a tag of any post'),
      ...unknown(offer, ['where', 'posts'], slugs, 'is not a post'),
      ...checkAudience(offer, names.levels),
    ]),
  ]
}

/** The names at a key, one or a list; the schema reports values that are not text. */
const namesAt = ({ data }: Head, path: string[]): { path: (string | number)[]; name: string }[] => {
  const value = valueAt(data, path)
  if (typeof value === 'string') return [{ path, name: value }]
  return (Array.isArray(value) ? value : []).flatMap((name: unknown, index) =>
    typeof name === 'string' ? [{ path: [...path, index], name }] : [],
  )
}

const listAt = (head: Head, path: string[]) => namesAt(head, path).map(({ name }) => name)

const unknown = (head: Head, path: string[], valid: string[], complaint: string): ContentFault[] =>
  namesAt(head, path)
    .filter(({ name }) => !valid.includes(name))
    .map(({ path, name }) => ({
      file: head.file,
      line: head.lineOf(path),
      message: `\`${nameOf(path.filter((step) => typeof step === 'string'))}: ${name}\` ${complaint}; ${hintAt(name, valid)}`,
    }))

const AUDIENCES = ['everyone', 'guests', 'members']

const checkAudience = (offer: Head, levels: string[]): ContentFault[] => {
  const audience = valueAt(offer.data, ['audience'])
  if (typeof audience !== 'string' || audience.startsWith('group:')) return []
  const level = audience.replace(/^level:/, '')
  if (AUDIENCES.includes(audience) || levels.includes(level)) return []
  const message = `\`audience: ${describeValue(audience)}\` is not an audience; ${hintAt(level, [...AUDIENCES, ...levels])}`
  return [{ file: offer.file, line: offer.lineOf(['audience']), message }]
}

const beside = (content: string, { file }: Head, name: string) => {
  const path = resolve(dirname(join(content, file)), name)
  return path.startsWith(content + sep) ? path : undefined
}

const checkCover = async (content: string, post: Head): Promise<ContentFault[]> => {
  const cover = valueAt(post.data, ['cover'])
  if (typeof cover !== 'string') return []
  const path = /^\.{1,2}\//.test(cover) ? beside(content, post, cover) : undefined
  if (path && (await isPicture(path))) return []
  const message = path
    ? `\`cover: ${cover}\` is not an existing picture; expected a PNG, JPEG, WebP, AVIF, GIF or SVG file`
    : `\`cover: ${cover}\`: expected a picture beside the post, such as ./cover.jpg`
  return [{ file: post.file, line: post.lineOf(['cover']), message }]
}

/** Errors for `elsewhere` links to networks that are not in networks.yaml; retired ones are allowed. */
const checkHomes = (post: Head, networks: string[]): ContentFault[] => {
  const homes = valueAt(post.data, ['elsewhere'])
  return (Array.isArray(homes) ? homes : []).flatMap((home: unknown, index) => {
    const network = valueAt(home, ['network'])
    if (typeof network !== 'string' || networks.includes(network)) return []
    const message = `\`network: ${describeValue(network)}\` is not in networks.yaml; ${hintAt(network, networks)}`
    return [{ file: post.file, line: post.lineOf(['elsewhere', index, 'network']), message }]
  })
}

const checkFiles = (content: string, post: Head): ContentFault[] => {
  const files = valueAt(post.data, ['files'])
  return (Array.isArray(files) ? files : []).flatMap((item: unknown, index) => {
    const name = valueAt(item, ['file'])
    if (typeof name !== 'string') return []
    const path = beside(content, post, name)
    const isThere = path && existsSync(path) && statSync(path).isFile()
    if (
      isThere &&
      dirname(path) === dirname(join(content, post.file)) &&
      /\/index\.mdx?$/.test(post.file)
    )
      return []
    const message = isThere
      ? `\`file: ${name}\` is in another folder; expected it beside the post in posts/${post.slug}/`
      : `\`file: ${name}\` does not exist; expected a file beside the post`
    return [{ file: post.file, line: post.lineOf(['files', index, 'file']), message }]
  })
}
