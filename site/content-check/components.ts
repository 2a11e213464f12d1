import type { Finding } from '../mdx/page-context'
import type { Fault } from './fault'
import type { Head } from './frontmatter'
import { hintAt } from './names'

/** What is written as code, or as a remark: components in it are shown or passed over. */
const ASIDE =
  /(?:^|\n)[ \t>]*(`{3,}|~{3,})[\s\S]*?(?:\n[ \t>]*\1|$)|`[^`\n]+`|\{\/\*[\s\S]*?\*\/\}/g

/** The line of each component of this name, in their order: what is found lost its place on the way. */
const linesOf = ({ body, bodyLine }: Head, name: string): number[] => {
  const plain = body.replaceAll(ASIDE, (aside) => aside.replaceAll(/[^\n]/g, ' '))
  return Array.from(
    plain.matchAll(new RegExp(`<${name}\\b`, 'g')),
    ({ index }) => bodyLine + plain.slice(0, index).split('\n').length - 1,
  )
}

/** Offers in a text that can not be shown where they stand. */
export const refuseOffers = (
  head: Head,
  findings: readonly Finding[],
  offers: readonly string[],
): Fault[] => {
  const found = findings.filter((finding) => finding.kind === 'offer')
  const lines = linesOf(head, 'Offer')
  return found.flatMap(({ written, isAmidWords }, index) => {
    const message = faultOf(head, written, isAmidWords, offers)
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
  if (!offers.includes(written)) return `is no offer; ${hintAt(written, offers)}`
  if (isAmidWords) return 'stands amid words; expected it on a line of its own'
  return folder === 'offers' ? 'stands in an offer; expected it in a post or a page' : undefined
}

/** Components in a file that ends in .md: readers see the tag and nothing of what it means. */
export const checkComponents = (head: Head, findings: readonly Finding[]): Fault[] => {
  const names = findings.flatMap(({ kind, written }) => (kind === 'component' ? [written] : []))
  return names.map((name, index) => {
    const nth = names.slice(0, index).filter((other) => other === name).length
    return {
      file: head.file,
      line: linesOf(head, name)[nth] ?? head.bodyLine,
      message: `\`<${name}>\` is shown to readers as it is written; it works in .mdx alone: rename the file to ${head.file}x`,
    }
  })
}
