import { listOutsideLinks } from '../site/content-check/content'
import type { OutsideLink } from '../site/content-check/outside'
import { readSettings } from '../site/parser/settings'
import { type LinkAnswer, type LinkCheckOptions, checkLinks, HOST_NOT_FOUND, pageOf } from './links'
import type { ToolResult } from './tools'

const counted = (count: number, one: string, many: string) =>
  count === 1 ? `1 link ${one}` : `${count} links ${many}`

const lines = (links: readonly (OutsideLink & LinkAnswer)[]) =>
  links.map(({ file, line, url, why }) => `  ${file}:${line}  ${url} ${why}`)

/** The report on the outside links of a content folder, for its editor. */
export const describeLinks = (links: readonly (OutsideLink & LinkAnswer)[]): string => {
  const gone = links.filter((link) => link.is === 'gone')
  const unsure = links.filter((link) => link.is === 'unsure')
  const there = links.length - gone.length - unsure.length
  const parts = [
    gone.length > 0 && [counted(gone.length, 'is broken', 'are broken'), ...lines(gone)],
    unsure.length > 0 && [
      `${counted(unsure.length, 'gave', 'gave')} no clear answer; check ${unsure.length === 1 ? 'it' : 'them'} in a browser`,
      ...lines(unsure),
    ],
    [counted(there, 'works', 'work')],
  ]
  return parts.flatMap((part) => (part ? [part.join('\n')] : [])).join('\n\n')
}

/** Checks every link of a content folder to another host. Fails when one is broken. */
export const checkOutsideLinks = async (
  content: string,
  asking: Omit<LinkCheckOptions, 'agent'> = {},
): Promise<ToolResult> => {
  const links = await listOutsideLinks(content)
  const agent = `Porchlight link check (+${readSettings(content).hub.url})`
  const answers = await checkLinks(
    links.map(({ url }) => url),
    { ...asking, agent },
  )
  const heard = [...answers.values()]
  // Offline, no host is found and every link would count as broken.
  if (heard.length > 1 && heard.every(({ why }) => why === HOST_NOT_FOUND))
    return { passed: false, output: 'No host could be found. Is this machine online?' }
  const asked = links.map((link) => ({ ...link, ...answers.get(pageOf(link.url))! }))
  return { passed: asked.every((link) => link.is !== 'gone'), output: describeLinks(asked) }
}
