import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReadYaml, readYaml } from '../parser/yaml'
import type { Head } from './frontmatter'
import { valueAt } from './issues'
import type { RetiredNetwork } from './networks'

/** A link to another host, with its file and line. */
export interface OutsideLink {
  file: string
  line: number
  url: string
}

type Path = (string | number)[]

/** Every absolute address in YAML data, with its path. */
const addressesIn = (data: unknown, path: Path = []): { path: Path; url: string }[] => {
  if (typeof data === 'string')
    return /^https?:\/\/\S+$/.test(data) && URL.canParse(data) ? [{ path, url: data }] : []
  if (Array.isArray(data)) return data.flatMap((item, index) => addressesIn(item, [...path, index]))
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => addressesIn(value, [...path, key]))
}

const linksOf = (
  file: string,
  { data, lineOf }: Pick<ReadYaml, 'data' | 'lineOf'>,
  isMeant: (path: Path) => boolean = () => true,
): OutsideLink[] =>
  addressesIn(data)
    .filter(({ path }) => isMeant(path))
    .map(({ path, url }) => ({ file, line: lineOf(path), url }))

/** The outside links in a frontmatter, without `elsewhere` links to retired networks, which are not shown. */
export const linksInFrontmatter = (head: Head, left: readonly RetiredNetwork[]): OutsideLink[] =>
  linksOf(head.file, head, (path) => {
    const isHome = path[0] === 'elsewhere'
    return (
      !isHome || !left.some(({ id }) => id === valueAt(head.data, [...path.slice(0, 2), 'network']))
    )
  })

/** The outside links of active networks and of people. A share link is a template, not an address. */
export const linksInSettings = (
  content: string,
  networks: Pick<ReadYaml, 'data' | 'lineOf'>,
  people: readonly string[],
): OutsideLink[] => [
  ...linksOf(
    'networks.yaml',
    networks,
    ([index = 0, key]) =>
      key === 'follow' && valueAt(networks.data, [index, 'retired']) === undefined,
  ),
  ...people.flatMap((handle) => {
    const file = `people/${handle}.yaml`
    return linksOf(file, readYaml(readFileSync(join(content, file), 'utf8')))
  }),
]
