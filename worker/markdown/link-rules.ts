/* What is drawn otherwise than markdown-it would: links vouch for nothing, and nothing shouts. */
import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const SCHEME = /^[a-z][a-z\d+.-]*:/i
const LINK_SCHEME = /^(?:https?|mailto):/i
/** Characters of an address that are shown of a picture without text. */
const LONGEST_SHOWN = 200

/** What a link that somebody wrote says of itself; `followed`, once its writer has earned that. */
export const relFor = (followed: boolean) => (followed ? 'ugc noopener' : 'ugc nofollow noopener')

/** What follows `www.`: at most eleven labels, so that a long chain of them is soon given up. */
const WWW = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,10}\p{L}[\p{L}\p{N}-]{0,62}/uy

const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/**
 * Links lead to the web, to mail, or within the hub; `www.` is enough to make one.
 *
 * While reading, only the scheme is asked: an address refused there would be tried again from each
 * of its letters. What no browser could open loses its link afterwards, and keeps its text.
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
    const leads = remembered(leadsSomewhere)
    for (const block of state.tokens)
      if (block.children) block.children = outward(block.children, leads, String(state.env['rel']))
  })
}

const outward = (children: Token[], leads: (address: string) => boolean, rel: string): Token[] => {
  let kept = true
  return children.filter((token) => {
    if (token.type === 'link_close') return kept
    if (token.type !== 'link_open') return true
    token.attrSet('rel', rel)
    kept = leads(String(token.attrGet('href')))
    return kept
  })
}

const leadsSomewhere = (address: string): boolean =>
  LINK_PROTOCOLS.has(URL.parse(address, 'https://hub.invalid/')?.protocol ?? '')

/** Asks once about each: a reference may repeat a long address a thousand times. */
const remembered = (ask: (address: string) => boolean) => {
  const answers = new Map<string, boolean>()
  return (address: string): boolean => {
    const answer = answers.get(address) ?? ask(address)
    answers.set(address, answer)
    return answer
  }
}

/**
 * One label of a host, read in one way only: linkify-it's own reads `xn--` in two, and so takes
 * half a second over many a `http://xn--a.xn--a.…` that ends badly.
 */
const plainDomain = (letter: string) =>
  new RegExp(`(?:${letter}(?:(?:-|${letter}){0,61}${letter})?)`)

/** A picture becomes a link, so that nobody's reader fetches from a stranger; in a link, its text. */
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

/** A heading becomes a strong line: the page's outline is the hub's. */
export const headings = (md: MarkdownIt) =>
  md.core.ruler.push('headings', (state) => {
    for (const [at, token] of state.tokens.entries()) {
      if (token.type === 'heading_close') token.tag = 'p'
      if (token.type !== 'heading_open') continue
      token.tag = 'p'
      const words = state.tokens[at + 1]!
      const open = new state.Token('strong_open', 'strong', 1)
      const close = new state.Token('strong_close', 'strong', -1)
      if (words.children?.length) words.children = [open, ...words.children, close]
    }
  })

/** Columns keep their side by `align`, as GFM writes it: the hub's policy has no style attributes. */
export const tables = (md: MarkdownIt) => {
  md.core.ruler.push('tables', (state) => {
    for (const token of state.tokens) {
      const side = token.attrGet('style')?.toString().replace('text-align:', '')
      if (side) token.attrs = [['align', side]]
    }
  })
}
