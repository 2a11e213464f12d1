import type { Finding } from '../mdx/page-context'
import type { ContentFault } from './fault'
import type { Head } from './frontmatter'
import { hintAt } from './names'

/** Code and comments, where components are not rendered. */
const ASIDE =
  /(?:^|\n)[ \t>]*(`{3,}|~{3,})[\s\S]*?(?:\n[ \t>]*\1|$)|`[^`\n]+`|\{\/\*[\s\S]*?\*\/\}/g

/** The line of each component of this name, in order; findings have no position. */
const linesOf = ({ body, bodyLine }: Head, name: string): number[] => {
  const plain = body.replaceAll(ASIDE, (aside) => aside.replaceAll(/[^\n]/g, ' '))
  return Array.from(
    plain.matchAll(new RegExp(`<${name}\\b`, 'g')),
    ({ index }) => bodyLine + plain.slice(0, index).split('\n').length - 1,
  )
}

/** Errors for offers in a text that cannot be shown there. */
export const refuseOffers = (
  head: Head,
  findings: readonly Finding[],
  offers: readonly string[],
): ContentFault[] => {
  const found = findings.filter((finding) => finding.kind === 'offer')
  const lines = linesOf(head, 'Offer')
  return found.flatMap(({ written, isInline }, index) => {
    const message = faultOf(head, written, isInline, offers)
    const tag = `\`<Offer${written && ` id="${written}"`} />\``
    const line = lines[index] ?? head.bodyLine
    return message ? [{ file: head.file, line, message: `${tag} ${message}` }] : []
  })
}

const faultOf = (
  { folder }: Head,
  written: string,
  isAmidWords: boolean,
  offers: readonly string[],
): string | undefined => {
  if (!written) return 'names no offer; expected the name of a file in offers/, as `id="…"`'
  if (!offers.includes(written)) return `is not an offer; ${hintAt(written, offers)}`
  if (isAmidWords) return 'is within a paragraph; expected it on a line of its own'
  return folder === 'offers' ? 'is in an offer; expected it in a post or a page' : undefined
}

/** Warnings for components in a .md file, where readers see the tag as text. */
export const checkComponents = (head: Head, findings: readonly Finding[]): ContentFault[] => {
  const names = findings.flatMap(({ kind, written }) => (kind === 'component' ? [written] : []))
  return names.map((name, index) => {
    const nth = names.slice(0, index).filter((other) => other === name).length
    return {
      file: head.file,
      line: linesOf(head, name)[nth] ?? head.bodyLine,
      message: `\`<${name}>\` is shown as text, because components work only in .mdx files; rename the file to ${head.file}x`,
    }
  })
}
