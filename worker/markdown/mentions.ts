/* Turns `@handle` into a link to the profile, if there is one. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it'

/** The paths of profiles, by handle in lower case. */
export type HandlePages = ReadonlyMap<string, string>

/** The most mentions in a text; further handles are plain text. */
export const MAX_MENTIONS = 10

/** A handle after an `@` that does not follow a letter: an email address is not a mention. */
const MENTION = /(?<![\p{L}\p{N}_@./-])@([a-z\d]+(?:-+[a-z\d]+)*)(?![\p{L}\p{N}_@])/giu

/**
 * The handles that a text may mention, in lower case. Those in code or in links are included, although
 * they are not mentions.
 *
 * @example handlesIn('Ask @Rosa or me@example.org') // => ['rosa']
 */
export const handlesIn = (markdown: string): string[] => {
  const handles = Array.from(markdown.matchAll(MENTION), ([, handle]) => handle!.toLowerCase())
  return [...new Set(handles)].slice(0, MAX_MENTIONS)
}

/** Runs after links are found, because a handle in a link is not a mention. */
export const mentionLinks = (md: MarkdownIt) => {
  md.core.ruler.push('mentions', (state) => {
    const { pages } = state.env as { pages?: HandlePages }
    if (!pages || pages.size === 0) return
    const { named } = state.env as { named?: Set<string> }
    let quotes = 0
    for (const block of state.tokens) {
      quotes += Number(block.type === 'blockquote_open') - Number(block.type === 'blockquote_close')
      // Who is only quoted is linked and not mentioned.
      const noted = quotes > 0 ? undefined : named
      if (block.children) block.children = withMentions(state, block.children, { pages, noted })
    }
  })
}

interface Mentionable {
  pages: HandlePages
  /** Collects the handles that count as mentioned. */
  noted: Set<string> | undefined
}

const withMentions = (state: StateCore, children: Token[], mentionable: Mentionable): Token[] => {
  let depth = 0
  return children.flatMap((token) => {
    depth += Number(token.type === 'link_open') - Number(token.type === 'link_close')
    return token.type === 'text' && depth === 0
      ? splitAtMentions(state, token, mentionable)
      : [token]
  })
}

const splitAtMentions = (
  state: StateCore,
  token: Token,
  { pages, noted }: Mentionable,
): Token[] => {
  const found = [...token.content.matchAll(MENTION)].filter(([, handle]) =>
    pages.has(handle!.toLowerCase()),
  )
  let done = 0
  const text = (to?: number) => {
    const piece = new state.Token('text', '', 0)
    piece.content = token.content.slice(done, to)
    return piece
  }
  const pieces = found.flatMap(({ 0: mention, 1: handle, index }) => {
    noted?.add(handle!.toLowerCase())
    const before = text(index)
    const open = new state.Token('link_open', 'a', 1)
    // The class must come first: `countLinks` and `withWholeLinks` recognize mentions by it.
    open.attrs = [
      ['class', 'mention'],
      ['href', pages.get(handle!.toLowerCase())!],
    ]
    const name = new state.Token('text', '', 0)
    name.content = mention
    done = index + mention.length
    return [before, open, name, new state.Token('link_close', 'a', -1)]
  })
  return found.length > 0 ? [...pieces, text()] : [token]
}
