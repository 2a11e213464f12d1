import { existsSync, readdirSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { nearest } from './names'
import type { ContentFault } from './fault'

/** The folders of entries, and the noun for one entry. */
const folders = { posts: 'post', offers: 'offer', pages: 'page' } as const
/** A folder of Markdown entries. */
export type Folder = keyof typeof folders

/** A Markdown file that becomes a post, an offer or a page. */
export interface Entry {
  folder: Folder
  slug: string
  /** Relative to the content folder. */
  file: string
}

/** Extensions of text files that were probably meant as entries. */
const MEANT_AS_TEXT = /\.(?:markdown|mdown|mkd|txt|html?|docx?|odt|rtf|ya?ml|json)$/i
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const TOP = [
  'hub.yaml',
  'levels.yaml',
  'spaces.yaml',
  'networks.yaml',
  'starters.yaml',
  'people',
  'posts',
  'offers',
  'pages',
  'sample',
  'README.md',
]

/** Ignored without a message: parts to import, and files of tools. */
const isIgnored = ({ name }: Dirent) => /^[._]/.test(name) || name === 'README.md'

/** The entries of a content folder, and errors for files with a wrong name or place. */
export const listFiles = (
  content: string,
): { entries: Entry[]; people: string[]; faults: ContentFault[] } => {
  const entries: Entry[] = []
  const faults: ContentFault[] = misspeltNames(content)
  for (const folder of Object.keys(folders) as Folder[]) {
    for (const entry of within(join(content, folder))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) readFolder(content, folder, path, entries, faults)
      else if (/\.mdx?$/.test(entry.name))
        add(entries, faults, folder, entry.name.replace(/\.mdx?$/, ''), path)
      else if (MEANT_AS_TEXT.test(entry.name) || /\.mdx?$/i.test(entry.name)) {
        faults.push({
          file: path,
          message: `is not a valid ${folders[folder]}; expected a file that ends in .mdx or .md`,
        })
      }
    }
  }
  return { entries, people: peopleIn(content, faults), faults }
}

const within = (path: string) =>
  existsSync(path) && statSync(path).isDirectory()
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => !isIgnored(entry))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    : []

const readFolder = (
  content: string,
  folder: Folder,
  path: string,
  entries: Entry[],
  faults: ContentFault[],
) => {
  const inside = within(join(content, path)).filter((entry) => entry.isFile())
  const texts = inside.filter(({ name }) => /\.mdx?$/.test(name))
  const slug = path.slice(folder.length + 1)
  for (const { name } of texts) {
    if (/^index\.mdx?$/.test(name)) add(entries, faults, folder, slug, `${path}/${name}`)
    else {
      const message = `is not a valid ${folders[folder]}; expected ${path}/index.mdx or ${folder}/${name}. The name of a file to import begins with _`
      faults.push({ file: `${path}/${name}`, message })
    }
  }
  if (texts.length === 0 && inside.some(({ name }) => MEANT_AS_TEXT.test(name))) {
    faults.push({
      file: `${path}/`,
      message: `contains no ${folders[folder]}; expected ${path}/index.mdx`,
    })
  }
}

const add = (
  entries: Entry[],
  faults: ContentFault[],
  folder: Folder,
  slug: string,
  file: string,
) => {
  entries.push({ folder, slug, file })
  if (!SLUG.test(slug)) {
    const better = slug
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
    const message = `\`${slug}\` cannot be part of an address; expected lower-case letters, digits and hyphens${better ? `, such as \`${better}\`` : ''}`
    faults.push({ file, message })
  }
}

const peopleIn = (content: string, faults: ContentFault[]) =>
  within(join(content, 'people')).flatMap((entry) => {
    const file = `people/${entry.name}`
    if (entry.isFile() && entry.name.endsWith('.yaml')) return [entry.name.slice(0, -5)]
    const message = 'is not a person file; expected people/<handle>.yaml'
    if (entry.isDirectory() || MEANT_AS_TEXT.test(entry.name) || /\.mdx?$/i.test(entry.name))
      faults.push({ file, message })
    return []
  })

/** Errors for files at the top level with a misspelt name, which would be ignored otherwise. */
const misspeltNames = (content: string): ContentFault[] =>
  within(content).flatMap(({ name }) => {
    const meant = TOP.includes(name) ? undefined : nearest(name, TOP)
    return meant ? [{ file: name, message: `is ignored; did you mean \`${meant}\`?` }] : []
  })
