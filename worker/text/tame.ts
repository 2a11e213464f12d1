/* What markdown-it does beyond its options, as plugins: what is drawn quietly, and what is bounded. */
import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it'

/** Quotes and lists inside each other; a list counts twice. What is deeper becomes a paragraph. */
const DEEPEST_BLOCK = 16

/** Emphasis inside emphasis. What is deeper is plain: browsers give up on a tree that is too deep. */
const DEEPEST_INLINE = 8

/** Cells in all tables of one text: a row of one `|` fills every column, so few bytes make many. */
const MOST_CELLS = 3000

/** The longest address of a link; a reference repeats its own each time it is used. */
const LONGEST_ADDRESS = 2000

const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])

/** Links lead to the web, to mail, or within the hub; `www.` is enough to make one. */
export const links = (md: MarkdownIt) => {
  md.validateLink = (address) =>
    address.length <= LONGEST_ADDRESS &&
    LINK_PROTOCOLS.has(URL.parse(address, 'https://hub.invalid/')?.protocol ?? '')
  md.linkify
    .set({ maxLength: LONGEST_ADDRESS })
    .add('ftp:', null)
    .add('//', null)
    .add('www.', {
      validate: (text, at, self) => {
        const rest = self.re.get_relative_proto_validator()
        rest.lastIndex = at
        return rest.exec(text)?.[0].length ?? 0
      },
      normalize: (match) => {
        match.url = `http://${match.url}`
      },
    })
  eachInline(md, 'outward', (children) => {
    for (const token of children)
      if (token.type === 'link_open') token.attrSet('rel', 'ugc nofollow noopener')
    return children
  })
}

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
  text.content = alt.trim() || md.normalizeLinkText(address)
  text.level = image.level
  if (inLink) return [text]
  const open = new state.Token('link_open', 'a', 1)
  const close = new state.Token('link_close', 'a', -1)
  open.attrs = [['href', address]]
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
  md.block.ruler.before('table', 'wide_table', (state, start, end, silent) => {
    if (silent) return false
    const cells = cellsAt(state, start, end)
    const drawn = Number(state.env.cells ?? 0) + cells
    if (drawn > MOST_CELLS) return leaveWords(state, start, end)
    state.env.cells = drawn
    return false
  })
}

/** At most how many cells a table that starts here would have; 0 where none does. */
const cellsAt = (state: StateBlock, start: number, end: number): number => {
  if (start + 1 >= end) return 0
  const rule = state.src.slice(state.bMarks[start + 1], state.eMarks[start + 1])
  if (!rule.includes('-') || /[^\s|:>-]/.test(rule)) return 0
  let last = start
  while (last < end && !state.isEmpty(last)) last++
  return rule.split('|').length * (last - start)
}

/** What lies too deep keeps its words; markdown-it by itself would drop them. */
export const depth = (md: MarkdownIt) => {
  md.block.ruler.before('wide_table', 'depth', (state, start, end, silent) =>
    silent || state.level < DEEPEST_BLOCK ? false : leaveWords(state, start, end),
  )
  eachInline(md, 'shallow', shallow)
}

/** The lines up to the next gap, as one paragraph with its marks as they were typed. */
const leaveWords = (state: StateBlock, start: number, end: number): true => {
  let last = start + 1
  while (last < end && !state.isEmpty(last) && state.sCount[last]! >= state.blkIndent) last++
  state.push('paragraph_open', 'p', 1)
  const words = state.push('inline', '', 0)
  words.content = state.getLines(start, last, state.blkIndent, false).trim()
  words.children = []
  state.push('paragraph_close', 'p', -1)
  state.line = last
  return true
}

const shallow = (children: Token[]): Token[] => {
  const open: boolean[] = []
  let deep = 0
  return children.filter((token) => {
    if (token.nesting === 0) return true
    if (token.nesting === 1) open.push(token.type === 'link_open' || deep < DEEPEST_INLINE)
    const keep = token.nesting === 1 ? open.at(-1)! : open.pop()!
    if (keep) deep += token.nesting
    return keep
  })
}

const eachInline = (md: MarkdownIt, name: string, change: (children: Token[]) => Token[]) =>
  md.core.ruler.push(name, (state) => {
    for (const block of state.tokens) if (block.children) block.children = change(block.children)
  })
