/* Somebody named by `@handle` becomes a link to their page, where there is one. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it'

/** Where the pages of people are, by their handles in lower case. */
export type HandlePages = ReadonlyMap<string, string>

/** How many a text may name: the rest of its handles are words. */
export const MAX_MENTIONS = 10

/** A handle after its `@`, which no letter stands before: an address of a mailbox names nobody. */
const MENTION = /(?<![\p{L}\p{N}_@./-])@([a-z\d]+(?:-+[a-z\d]+)*)(?![\p{L}\p{N}_@])/giu

/**
 * The handles that a text may name, in lower case. Some may stand in code or in a link, where they
 * name nobody.
 *
 * @example handlesIn('Ask @Rosa or me@example.org') // => ['rosa']
 */
export const handlesIn = (markdown: string): string[] => {
  const handles = Array.from(markdown.matchAll(MENTION), ([, handle]) => handle!.toLowerCase())
  return [...new Set(handles)].slice(0, MAX_MENTIONS)
}

/** Runs after links are found: what stands in one is left as it is. */
export const mentionLinks = (md: MarkdownIt) => {
  md.core.ruler.push('mentions', (state) => {
    const { pages } = state.env as { pages?: HandlePages }
    if (!pages || pages.size === 0) return
    for (const block of state.tokens)
      if (block.children) block.children = named(state, block.children, pages)
  })
}

const named = (state: StateCore, children: Token[], pages: HandlePages): Token[] => {
  let depth = 0
  return children.flatMap((token) => {
    depth += Number(token.type === 'link_open') - Number(token.type === 'link_close')
    return token.type === 'text' && depth === 0 ? cut(state, token, pages) : [token]
  })
}

const cut = (state: StateCore, token: Token, pages: HandlePages): Token[] => {
  const found = [...token.content.matchAll(MENTION)].filter(([, handle]) =>
    pages.has(handle!.toLowerCase()),
  )
  const { named: seen } = state.env as { named?: Set<string> }
  let done = 0
  const text = (to?: number) => {
    const piece = new state.Token('text', '', 0)
    piece.content = token.content.slice(done, to)
    return piece
  }
  const pieces = found.flatMap(({ 0: mention, 1: handle, index }) => {
    seen?.add(handle!.toLowerCase())
    const before = text(index)
    const open = new state.Token('link_open', 'a', 1)
    // The class comes first, by which these are told from links that somebody wrote.
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
