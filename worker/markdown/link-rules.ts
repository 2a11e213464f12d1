/* markdown-it plugins that change its output: `rel` on links, no pictures, no headings, no styles. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const SCHEME = /^[a-z][a-z\d+.-]*:/i
const LINK_SCHEME = /^(?:https?|mailto):/i
/** Characters shown of the address of a picture without a text. */
const LONGEST_SHOWN = 200

/** The `rel` of a link in a comment; `followed` if the author's level allows it. */
export const relFor = (followed: boolean) => (followed ? 'ugc noopener' : 'ugc nofollow noopener')

/** The host after `www.`: at most eleven labels, so that a long chain of them fails early. */
const WWW = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,10}\p{L}[\p{L}\p{N}-]{0,62}/uy

const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/**
 * Allows links to the web, to email addresses and within the hub; also links text that begins with
 * `www.`.
 *
 * While parsing, only the scheme is checked: an address refused there would be tried again from each
 * of its letters. Afterwards, an address that no browser could open becomes plain text.
 */
export const links = (md: MarkdownIt) => {
  md.validateLink = (address) => !SCHEME.test(address) || LINK_SCHEME.test(address)
  const { re } = md.linkify
  re.get_domain = () => plainDomain(re.get_pseudo_letter().source)
  const rest = new RegExp(re.get_host_terminator().source + re.get_path().source, 'iy')
  md.linkify
    .add('ftp:', null)
    .add('//', null)
    .add('www.', {
      validate: (text, at) => {
        WWW.lastIndex = at
        if (!WWW.test(text)) return 0
        rest.lastIndex = WWW.lastIndex
        return rest.test(text) ? rest.lastIndex - at : 0
      },
      normalize: (match) => {
        match.url = `http://${match.url}`
      },
    })
  md.core.ruler.push('outward', (state) => {
    const isValid = memoized(isValidAddress)
    for (const block of state.tokens)
      if (block.children)
        block.children = withRel(block.children, isValid, String(state.env['rel']))
  })
}

const withRel = (
  children: Token[],
  isValid: (address: string) => boolean,
  rel: string,
): Token[] => {
  let isLink = true
  return children.filter((token) => {
    if (token.type === 'link_close') return isLink
    if (token.type !== 'link_open') return true
    token.attrSet('rel', rel)
    isLink = isValid(String(token.attrGet('href')))
    return isLink
  })
}

const isValidAddress = (address: string): boolean =>
  LINK_PROTOCOLS.has(URL.parse(address, 'https://hub.invalid/')?.protocol ?? '')

/** Memoized, because a reference may repeat a long address a thousand times. */
const memoized = (check: (address: string) => boolean) => {
  const results = new Map<string, boolean>()
  return (address: string): boolean => {
    const result = results.get(address) ?? check(address)
    results.set(address, result)
    return result
  }
}

/**
 * One label of a host, with only one way to match: linkify-it's own pattern matches `xn--` in two ways
 * and takes half a second for some `http://xn--a.xn--a.…` that do not match.
 */
const plainDomain = (letter: string) =>
  new RegExp(`(?:${letter}(?:(?:-|${letter}){0,61}${letter})?)`)

/** A picture becomes a link, so that no reader loads anything from another host; in a link, its text. */
export const pictures = (md: MarkdownIt) =>
  md.core.ruler.after('inline', 'pictures', (state) => {
    for (const block of state.tokens) {
      if (!block.children) continue
      let inLink = false
      block.children = block.children.flatMap((token) => {
        if (token.type === 'link_open') inLink = true
        if (token.type === 'link_close') inLink = false
        return token.type === 'image' ? linkTo(token, state, inLink) : token
      })
    }
  })

const linkTo = (image: Token, state: StateCore, inLink: boolean): Token[] => {
  const { md, env } = state
  const address = String(image.attrGet('src'))
  const alt = md.renderer.renderInlineAsText(image.children ?? [], md.options, env)
  const text = new state.Token('text', '', 0)
  text.content = alt.trim() || md.normalizeLinkText(address.slice(0, LONGEST_SHOWN))
  text.level = image.level
  if (inLink) return [text]
  const open = new state.Token('link_open', 'a', 1)
  const close = new state.Token('link_close', 'a', -1)
  const title = image.attrGet('title')
  open.attrSet('href', address)
  if (title !== null) open.attrSet('title', title)
  open.level = close.level = image.level
  text.level++
  return [open, text, close]
}

/** A heading becomes a bold paragraph, so that comments do not change the page's outline. */
export const headings = (md: MarkdownIt) =>
  md.core.ruler.push('headings', (state) => {
    for (const [at, token] of state.tokens.entries()) {
      if (token.type === 'heading_close') token.tag = 'p'
      if (token.type !== 'heading_open') continue
      token.tag = 'p'
      const text = state.tokens[at + 1]!
      const open = new state.Token('strong_open', 'strong', 1)
      const close = new state.Token('strong_close', 'strong', -1)
      if (text.children?.length) text.children = [open, ...text.children, close]
    }
  })

/** Columns are aligned with `align`, as in GFM: the hub's CSP allows no style attributes. */
export const tables = (md: MarkdownIt) => {
  md.core.ruler.push('tables', (state) => {
    for (const token of state.tokens) {
      const side = token.attrGet('style')?.toString().replace('text-align:', '')
      if (side) token.attrs = [['align', side]]
    }
  })
}
