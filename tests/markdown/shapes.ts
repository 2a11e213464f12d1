/** A text of a length. */
export type Shape = (length: number) => string

/** A unit, repeated up to the length. */
export const fill =
  (unit: string, start = '', end = ''): Shape =>
  (length) =>
    start + unit.repeat(Math.floor((length - start.length - end.length) / unit.length)) + end

const around =
  (open: string, close: string): Shape =>
  (length) => {
    const times = Math.floor((length - 1) / (open.length + close.length))
    return open.repeat(times) + 'a' + close.repeat(times)
  }

const ladder =
  (rung: (step: number) => string): Shape =>
  (length) => {
    let text = ''
    for (let step = 1; text.length < length; step++) text += rung(step)
    return text.slice(0, length)
  }

/** Texts that cost other engines, or this one without its bounds, seconds or megabytes. */
export const shapes: Record<string, Shape> = {
  'nested quotes': fill('>'),
  'nested quotes, each line deeper': ladder((step) => `${'>'.repeat(step)}a\n`),
  'a deep quote and lazy lines': fill('a\n', '> '.repeat(100)),
  'quotes that end at once': fill('> # \n=\n@\n>'),
  'quotes of lists of quotes': fill('> - > - > - a\n'),
  'quotes and definitions': fill('\n[a]: b\n>>'),
  'quotes in a list': fill('a\n  >* \n  '),
  'nested lists': fill('- '),
  'nested lists, each line deeper': ladder((step) => `${'  '.repeat(step)}- a\n`),
  'lists that alternate': fill('- a\n* a\n'),
  'empty list items': fill('-\n\n'),
  headings: fill('# \n'),
  'headings underlined': fill('a\n=\n'),
  'open brackets': fill('['),
  'open pictures': fill('!['),
  'open pictures with emphasis': fill('![**'),
  'open links': fill('[a]('),
  'open addresses': fill('[a](<b'),
  'nested brackets': around('[', ']'),
  'nested links': around('[', '](a)'),
  'nested pictures': around('![', '](a)'),
  'pictures in pictures, often': fill(`${'!['.repeat(50)}a${'](b)'.repeat(50)}`),
  'short links': fill('[](a)'),
  'links to be refused': fill('[a](x:'),
  'open emphasis': fill('*a **a '),
  'closed emphasis': fill('a* a** '),
  'nested emphasis': around('*a **a ', ' b** b*'),
  'emphasis of both kinds': around('*_', '_*'),
  stars: fill('*'),
  'strokes that do not pair': fill('~~~a'),
  backticks: fill('`'),
  'backticks, each run longer': ladder((step) => `${'`'.repeat(step)}a`),
  'open fences': fill('```\n~~~\n'),
  tables: fill('a|b\n-|-\n1|2\n\n'),
  'a wide table of empty rows': (length) =>
    `${'a|'.repeat(length / 10)}\n${'-|'.repeat(length / 10)}\n${'|\n'.repeat(length / 4)}`,
  'many wide tables': fill(`${'a|'.repeat(10)}\n${'-|'.repeat(10)}\n${'|\n'.repeat(7)}\n`),
  'tables in quotes': fill('> a|b\n> -|-\n> |\n'),
  'escaped pipes': fill('\\|', 'a|b\n-|-\n'),
  autolinks: fill('<http://a>'),
  'open autolinks': fill('<http:a'),
  'bare addresses': fill('http://a.b '),
  'bare addresses without an end': fill('http://a.b?'),
  'bare addresses with brackets': fill('([{', 'http://a.b/'),
  'hosts in two readings': fill(`http://${'xn--a.'.repeat(12)}`),
  'hosts that end badly': fill('www.', '', '🎉&'),
  'ports nobody has': fill('http://a.b:99999/'),
  'mail addresses': fill('a@b.c '),
  'mail addresses without an end': fill('a@a'),
  'one long word of mail': fill('a.', '', '@b.cc'),
  entities: fill('&amp;'),
  'open entities': fill('&#x1'),
  escapes: fill('\\*'),
  'a long definition, used often': (length) =>
    `[a]: /${'b'.repeat(length / 2)}\n\n${'[a]'.repeat(length / 6 - 10)}`,
  'a long title, used often by pictures': (length) =>
    `[a]: /b "${'c'.repeat(length / 2)}"\n\n${'![a]'.repeat(length / 8 - 10)}`,
  'a long address, used often by pictures without text': (length) =>
    `[a]: /${'b'.repeat(length / 2)}\n\n${'![][a]'.repeat(length / 12 - 10)}`,
  definitions: ladder((step) => `[${step}]: b\n`),
  'definitions without an end': fill('[a]: b "\n'),
  'tags that are text': fill('<a b="'),
  spaces: fill(' ', 'a', 'b'),
  tabs: fill('-\t'),
  'line ends': fill('\n'),
  Chinese: fill('漢'),
  'Chinese, with emphasis': fill('**漢。'),
  'Chinese addresses': fill('http://漢.漢 '),
  'open pictures, in Chinese': fill('+![漢'),
  emoji: fill('🎉'),
  'emoji, with emphasis': fill('**🎉'),
  families: fill('👩‍👩‍👧'),
  marks: fill('\u0301', 'Z'),
  'marks out of order': fill('\u0301\u0316', 'Z'),
}

/** What people write. */
export const ordinary = fill(
  'I tried *both* this week, and the **second** is better. See https://e.example/a for more.\n\n' +
    '> What about `rain`?\n\n- It holds.\n- [Mostly](https://e.example/b).\n\n',
)

/** Work alone, in milliseconds: what other programs on the machine do does not count. */
export const cost = (work: () => unknown, times: number): number => {
  const costs = Array.from({ length: times }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...costs)
}
