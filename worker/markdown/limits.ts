/*
 * What markdown-it may spend on one text. Each bound was found by a text of 10 000 characters that
 * cost seconds or megabytes without it. Words beyond a bound are shown plainly, never dropped.
 */
import type { MarkdownIt, StateBlock, Token } from 'markdown-it'

/** Quotes and lists inside each other; a list counts twice. */
const DEEPEST_BLOCK = 12

/** Emphasis inside emphasis. Browsers flatten a tree of some depth, and its style would leak. */
const DEEPEST_INLINE = 8

/** Brackets inside brackets, for which markdown-it looks ahead; above what blocks may use. */
export const MAX_NESTING = DEEPEST_BLOCK + 8

/** Cells in all tables of one text: a row of one `|` fills every column, so few bytes make many. */
const MOST_CELLS = 3000

/** How often each line may be asked whether it ends the block above it. */
const ASKED_PER_LINE = 4

export const parserLimits = (md: MarkdownIt) => {
  const everywhere = { alt: ['paragraph', 'reference', 'blockquote', 'list'] }
  md.block.ruler.before('table', 'wide_table', wideTable)
  md.block.ruler.before('wide_table', 'too_deep', tooDeep)
  md.block.ruler.before('too_deep', 'patience', patience, everywhere)
  md.core.ruler.push('shallow', (state) => {
    for (const block of state.tokens) if (block.children) block.children = shallow(block.children)
  })
}

/**
 * Reads no more structure once too many lines were asked. A quote asks every line below it whether
 * it continues lazily, though it may need only one: many quotes cost their number times the lines.
 */
const patience = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const asked = Number(state.env.asked ?? 0) + (silent ? 1 : 0)
  state.env.asked = asked
  const isOver = asked > ASKED_PER_LINE * state.bMarks.length + 1000
  return silent ? isOver : isOver && leaveWords(state, start, end)
}

/** markdown-it by itself drops what is too deep. */
const tooDeep = (state: StateBlock, start: number, end: number, silent: boolean): boolean =>
  !silent && state.level >= DEEPEST_BLOCK && leaveWords(state, start, end)

const wideTable = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const cells = silent ? 0 : cellsAt(state, start, end)
  if (!cells) return false
  const drawn = Number(state.env.cells ?? 0) + cells
  if (drawn > MOST_CELLS) return leaveWords(state, start, end)
  state.env.cells = drawn
  return false
}

/** At most how many cells a table that starts here would have; 0 where none does. */
const cellsAt = (state: StateBlock, start: number, end: number): number => {
  if (start + 1 >= end) return 0
  const rule = state.src.slice(state.bMarks[start + 1], state.eMarks[start + 1])
  if (!rule.includes('-') || /[^\s|:>-]/.test(rule)) return 0
  return rule.split('|').length * (gapAfter(state, start, end) - start)
}

/** The lines up to the next gap, as one paragraph with its marks as they were typed. */
const leaveWords = (state: StateBlock, start: number, end: number): true => {
  const gap = gapAfter(state, start, end)
  state.push('paragraph_open', 'p', 1)
  const words = state.push('inline', '', 0)
  words.content = state.getLines(start, gap, state.blkIndent, false).trim()
  words.children = []
  state.push('paragraph_close', 'p', -1)
  state.line = gap
  return true
}

const gapAfter = (state: StateBlock, start: number, end: number): number => {
  let line = start + 1
  while (line < end && !state.isEmpty(line) && state.sCount[line]! >= state.blkIndent) line++
  return line
}

/** Takes away emphasis that is too deep, and both its ends or neither. */
const shallow = (children: Token[]): Token[] => {
  const kept: boolean[] = []
  let deep = 0
  return children.filter((token) => {
    if (token.nesting === 0) return true
    if (token.nesting === 1) kept.push(token.type === 'link_open' || deep < DEEPEST_INLINE)
    const keep = token.nesting === 1 ? kept.at(-1)! : kept.pop()!
    if (keep) deep += token.nesting
    return keep
  })
}
