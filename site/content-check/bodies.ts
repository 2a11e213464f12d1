import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { markdownToHtml, mdxToJs } from 'satteri'
import type { Finding, HubContext } from '../mdx/page-context'
import { pipelineFor } from '../mdx/processor'
import type { ContentFault } from './fault'
import type { Head } from './frontmatter'
import { checkComponents, refuseOffers } from './components'
import type { OutsideLink } from './outside'

/** The addresses that an entry may link to. */
export interface Addresses {
  have: (address: string) => boolean
  /** For an address of a scheduled post: a phrase with its publish time. */
  until: (address: string) => string | undefined
}

/** Is called with the number of bodies that are checked, and of all. */
export type CheckProgress = (done: number, total: number) => void

/**
 * Checks all bodies with the pipeline that renders them. Also gives their outside links and the ids of
 * the offers in them.
 *
 * @param addressesFor the addresses that an entry may link to
 */
export const checkBodies = async (
  house: HubContext,
  heads: readonly Head[],
  addressesFor: (head: Head) => Addresses,
  onProgress: CheckProgress = () => undefined,
) => {
  const errors: ContentFault[] = []
  const warnings: ContentFault[] = []
  const outside: OutsideLink[] = []
  const placed = new Set<string>()
  const offers = heads.filter(({ folder }) => folder === 'offers').map(({ slug }) => slug)
  for (const [at, head] of heads.entries()) {
    onProgress(at, heads.length)
    const findings: Finding[] = []
    try {
      // oxlint-disable-next-line no-await-in-loop
      await read(house, head, (finding) => findings.push(finding))
    } catch (error) {
      errors.push(brokenMdx(head, error))
    }
    errors.push(...refuseOffers(head, findings, offers))
    for (const { kind, written } of findings) if (kind === 'offer') placed.add(written)
    const addresses = addressesFor(head)
    warnings.push(...checkComponents(head, findings))
    warnings.push(...findings.flatMap((finding) => warn(house, head, finding, addresses)))
    outside.push(...findings.flatMap((finding) => leading(head, finding)))
  }
  return { errors, warnings, outside, placed }
}

const leading = (head: Head, finding: Finding): OutsideLink[] =>
  finding.kind === 'outside'
    ? [{ file: head.file, line: lineOf(head, finding.written), url: finding.address }]
    : []

const read = async (
  house: HubContext,
  { file, body, data }: Head,
  found: (finding: Finding) => void,
) => {
  const options = {
    ...pipelineFor(house, body),
    fileURL: pathToFileURL(join(house.content, file)),
    data: {
      found,
      astro: {
        frontmatter: data as Record<string, unknown>,
        headings: [],
        localImagePaths: new Set<string>(),
        remoteImagePaths: new Set<string>(),
      },
    },
  }
  await (file.endsWith('.mdx') ? mdxToJs(body, options) : markdownToHtml(body, options))
}

/** Sätteri's message is `3:1: Expected a closing tag … (mdx-jsx:unexpected-character)`, from the body's first line. */
const brokenMdx = ({ file, bodyLine }: Head, error: unknown): ContentFault => {
  const message = error instanceof Error ? error.message : String(error)
  const line = Number(/^(\d+):\d+:/.exec(message)?.[1] ?? 1)
  const plain = message
    .replace(/^\d+:\d+:\s*/, '')
    .replace(/\s*\((?:mdx|mdxjs)[\w-]*:[\w-]+\)$/, '')
  return { file, line: bodyLine + line - 1, message: `is not valid MDX: ${plain}` }
}

const warn = (
  house: HubContext,
  head: Head,
  finding: Finding,
  addresses: Addresses,
): ContentFault[] => {
  const { written } = finding
  const at = (message: string): ContentFault[] => [
    { file: head.file, line: lineOf(head, written), message },
  ]
  switch (finding.kind) {
    case 'offer':
    case 'component':
    case 'outside':
      return []
    case 'link':
      if (addresses.have(finding.address) || finding.address.startsWith('topics/')) return []
      return at(
        `the link to ${written} matches no page of the hub${addresses.until(finding.address) ?? unlisted(house, finding.address)}`,
      )
    case 'missing picture':
      return at(
        `the picture ${written.replaceAll('%25', '%') || 'without an address'} does not exist; its text is shown instead`,
      )
    case 'remote picture':
      return at(
        `the picture ${written} is on another host and becomes a link; allow the host in \`pictures: remote:\` of hub.yaml, or save the picture beside the post`,
      )
    case 'embed':
      return at(`${written} is an embed and becomes a link`)
    case 'script':
      return at(`${written}> is removed; posts cannot contain scripts or styles`)
    case 'directive':
      return at(
        `\`${written}\` is not a known directive and is shown as text; expected note, tip, warning or danger`,
      )
  }
}

/** A hint, if the link is to an existing file that no resource lists. */
const unlisted = ({ content }: HubContext, address: string) =>
  !address.endsWith('/') && existsSync(join(content, address))
    ? '; a file is served only if `files:` of a resource lists it'
    : ''

/** The line of a finding. Raw HTML has no position, so the written text is searched. */
const lineOf = ({ body, bodyLine }: Head, written: string) => {
  const found = [written, written.replaceAll('%25', '%'), written.replace(/^https?:/, '')]
    .map((spelling) => (spelling ? placeIn(body, spelling) : -1))
    .find((index) => index >= 0)
  return found === undefined ? bodyLine : bodyLine + body.slice(0, found).split('\n').length - 1
}

/** The index of an address, preferably where it is not the beginning of a longer one; -1 if it is missing. */
const placeIn = (body: string, address: string) => {
  let index = body.indexOf(address)
  while (index >= 0 && /[\w/?#&=%~-]/.test(body[index + address.length] ?? ' '))
    index = body.indexOf(address, index + 1)
  return index >= 0 ? index : body.indexOf(address)
}
