import { readYaml, type ReadYaml } from './yaml'

/** The frontmatter of a Markdown file as data, and its body. */
export interface ReadFrontmatter extends ReadYaml {
  body: string
  /** The line of the file on which the body begins. */
  bodyLine: number
}

/** The same fences as in Astro, so that both split a file at the same place. */
const HEAD = /^\uFEFF?\s*?---([\s\S]*?\n)---/

/** Splits a file into its frontmatter and its body; without frontmatter, everything is body. */
export const readFrontmatter = (text: string): ReadFrontmatter => {
  const match = HEAD.exec(text)
  const head = match?.[1] ?? ''
  const end = match?.[0].length ?? 0
  const rest = text.slice(end)
  const body = rest.trimStart()
  return {
    ...readYaml(head, linesIn(text.slice(0, text.indexOf('---')))),
    body: body.trimEnd(),
    bodyLine: linesIn(text.slice(0, text.length - body.length)),
  }
}

/** The text between the fences of the frontmatter, and its offset in the file. */
export const headIn = (text: string): { head: string; at: number } | undefined => {
  const match = HEAD.exec(text)
  return match
    ? { head: match[1]!, at: match[0].length - '---'.length - match[1]!.length }
    : undefined
}

/** `linesIn('a\nb') // => 2` */
const linesIn = (text: string) => text.split('\n').length
