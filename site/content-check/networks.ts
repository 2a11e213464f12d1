import { iconFault, iconNames, isIconFile, removedParts } from '../networks/icon'
import { readInstant } from '../parser/instant'
import type { ReadYaml } from '../parser/yaml'
import type { ContentFault } from './fault'
import type { Head } from './frontmatter'
import { valueAt } from './issues'
import { hintAt, describeValue } from './names'
import type { OutsideLink } from './outside'

const FILE = 'networks.yaml'

type Networks = Pick<ReadYaml, 'data' | 'lineOf'>

const listIn = (data: unknown): unknown[] => (Array.isArray(data) ? data : [])

/** Errors and warnings for the icons of networks: missing files, and parts that are not shown. */
export const checkIcons = (content: string, { data, lineOf }: Networks) => {
  const errors: ContentFault[] = []
  const warnings: ContentFault[] = []
  listIn(data).forEach((network, index) => {
    const icon = valueAt(network, ['icon'])
    if (typeof icon !== 'string' || !icon) return
    const tell = (message: string): ContentFault => ({
      file: FILE,
      line: lineOf([index, 'icon']),
      message: `\`icon: ${describeValue(icon)}\` ${message}`,
    })
    const fault = faultOf(content, icon)
    if (fault) errors.push(tell(fault))
    const leftOut = !fault && isIconFile(icon) ? removedParts(content, icon) : []
    if (leftOut.length > 0)
      warnings.push(
        tell(`is shown without ${leftOut.join(', ')}: only shapes are kept, in the text colour`),
      )
  })
  return { errors, warnings }
}

const faultOf = (content: string, icon: string): string | undefined => {
  if (isIconFile(icon)) return iconFault(content, icon)
  const names = iconNames()
  if (names.includes(icon)) return undefined
  return `is not a Simple Icon; ${nearestIcon(icon, names)}, or an SVG file such as ./${icon}.svg`
}

const nearestIcon = (icon: string, names: string[]) => {
  const hint = hintAt(icon, names)
  return hint.startsWith('did you mean')
    ? hint.replace(/\?$/, '')
    : 'expected the name of one, such as `mastodon` (simpleicons.org has them all)'
}

/** A retired network, by the host of its follow link. */
export interface RetiredNetwork {
  id: string
  name: string
  host: string | undefined
}

const hostOf = (network: unknown): string | undefined => {
  const follow = valueAt(network, ['follow'])
  const host = typeof follow === 'string' ? URL.parse(follow)?.hostname : undefined
  return host?.replace(/^www\./, '')
}

/** The retired networks. The host is undefined if an active network uses it too. */
export const retiredIn = ({ data }: Networks): RetiredNetwork[] => {
  const all = listIn(data)
  const isLeft = (network: unknown) => valueAt(network, ['retired']) !== undefined
  const used = new Set(all.filter((network) => !isLeft(network)).map(hostOf))
  return all.filter(isLeft).map((network) => {
    const host = hostOf(network)
    return {
      id: String(valueAt(network, ['id'])),
      name: String(valueAt(network, ['name'])),
      host: used.has(host) ? undefined : host,
    }
  })
}

/** Warnings for links to a retired network. */
export const checkRetiredLinks = (
  outside: readonly OutsideLink[],
  left: readonly RetiredNetwork[],
): ContentFault[] =>
  outside.flatMap(({ file, line, url }) => {
    const name = URL.parse(url)?.hostname ?? ''
    const network = left.find(({ host }) => host && (name === host || name.endsWith(`.${host}`)))
    if (!network) return []
    return [{ file, line, message: `links to ${url} on ${network.name}, which is retired` }]
  })

/** Warnings for `elsewhere` links without https. */
export const checkElsewhereLinks = (heads: readonly Head[]): ContentFault[] =>
  heads.flatMap((head) =>
    (head.folder === 'posts' ? listIn(valueAt(head.data, ['elsewhere'])) : []).flatMap(
      (home, index) => {
        const url = valueAt(home, ['url'])
        if (typeof url !== 'string' || !url.startsWith('http:')) return []
        const path = ['elsewhere', index, 'url']
        return [{ file: head.file, line: head.lineOf(path), message: `${url} is not https` }]
      },
    ),
  )

/** Warnings for follow links without https, except of retired networks, which are not shown. */
export const checkFollowLinks = ({ data, lineOf }: Networks): ContentFault[] =>
  listIn(data).flatMap((network, index) => {
    const follow = valueAt(network, ['follow'])
    const isShown = valueAt(network, ['retired']) === undefined
    if (!isShown || typeof follow !== 'string' || !follow.startsWith('http:')) return []
    return [{ file: FILE, line: lineOf([index, 'follow']), message: `${follow} is not https` }]
  })

/** Warnings for `retired` dates in the future, because any date retires a network at once. */
export const checkRetired = ({ data, lineOf }: Networks, zone: string, now: Date): ContentFault[] =>
  listIn(data).flatMap((network, index) => {
    const retired = valueAt(network, ['retired'])
    const day = typeof retired === 'string' ? readInstant(retired, zone) : undefined
    if (!(day instanceof Date) || day <= now) return []
    const message = `\`retired: ${describeValue(retired)}\` is in the future, but the next build retires the network at once. Add the line on the day itself`
    return [{ file: FILE, line: lineOf([index, 'retired']), message }]
  })
