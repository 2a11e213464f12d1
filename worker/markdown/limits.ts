/*
 * Limits on the work of markdown-it for one text. Each was found with a text of 10 000 characters that
 * took seconds or megabytes without it. Text beyond a limit is shown without markup, never dropped.
 */
import type { MarkdownIt, StateBlock, Token } from 'markdown-it'

/** The deepest nesting of quotes and lists; a list counts twice. */
const DEEPEST_BLOCK = 12

/** The deepest nesting of emphasis. Browsers flatten deeper trees, and the style would leak. */
const DEEPEST_INLINE = 8

/** The deepest nesting of brackets, for which markdown-it looks ahead; more than blocks may use. */
export const MAX_NESTING = DEEPEST_BLOCK + 8

/** Cells in all tables of one text: a row of one `|` fills every column, so few bytes make many. */
const MAX_CELLS = 3000

/** How often each line may be tested for whether it ends the block above it. */
const TESTS_PER_LINE = 4

export const parserLimits = (md: MarkdownIt) => {
  const everywhere = { alt: ['paragraph', 'reference', 'blockquote', 'list'] }
  md.block.ruler.before('table', 'wide_table', wideTable)
  md.block.ruler.before('wide_table', 'too_deep', tooDeep)
  md.block.ruler.before('too_deep', 'too_many_tests', tooManyTests, everywhere)
  md.core.ruler.push('shallow', (state) => {
    for (const block of state.tokens) if (block.children) block.children = shallow(block.children)
  })
}

/**
 * Stops parsing blocks after too many tests of lines. A quote tests every line below it for a lazy
 * continuation, so the cost of many quotes is their number times the number of lines.
 */
const tooManyTests = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const tests = Number(state.env.tests ?? 0) + (silent ? 1 : 0)
  state.env.tests = tests
  const isOver = tests > TESTS_PER_LINE * state.bMarks.length + 1000
  return silent ? isOver : isOver && asParagraph(state, start, end)
}

/** Without this rule, markdown-it drops text that is nested too deep. */
const tooDeep = (state: StateBlock, start: number, end: number, silent: boolean): boolean =>
  !silent && state.level >= DEEPEST_BLOCK && asParagraph(state, start, end)

const wideTable = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const cells = silent ? 0 : cellsAt(state, start, end)
  if (!cells) return false
  const total = Number(state.env.cells ?? 0) + cells
  if (total > MAX_CELLS) return asParagraph(state, start, end)
  state.env.cells = total
  return false
}

/** The most cells of a table that starts here; 0 if none does. */
const cellsAt = (state: StateBlock, start: number, end: number): number => {
  if (start + 1 >= end) return 0
  const rule = state.src.slice(state.bMarks[start + 1], state.eMarks[start + 1])
  if (!rule.includes('-') || /[^\s|:>-]/.test(rule)) return 0
  return rule.split('|').length * (gapAfter(state, start, end) - start)
}

/** The lines up to the next blank one, as one paragraph with its markup as typed. */
const asParagraph = (state: StateBlock, start: number, end: number): true => {
  const gap = gapAfter(state, start, end)
  state.push('paragraph_open', 'p', 1)
  const text = state.push('inline', '', 0)
  text.content = state.getLines(start, gap, state.blkIndent, false).trim()
  text.children = []
  state.push('paragraph_close', 'p', -1)
  state.line = gap
  return true
}

const gapAfter = (state: StateBlock, start: number, end: number): number => {
  let line = start + 1
  while (line < end && !state.isEmpty(line) && state.sCount[line]! >= state.blkIndent) line++
  return line
}

/** Removes emphasis that is nested too deep, always both its ends. */
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
