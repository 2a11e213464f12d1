import { expect, test } from 'vitest'
import {
  countLinks,
  excerpt,
  Safe,
  toHtml,
  toText,
  withWholeLinks,
} from '../../worker/markdown/markdown'

test.each([
  ['a tag is shown, not obeyed', '*Hi* <b>', '<p><em>Hi</em> &lt;b&gt;</p>\n'],
  ['a line break is kept', 'a\nb', '<p>a<br>\nb</p>\n'],
  ['a heading is a strong line', '# A *b*', '<p><strong>A <em>b</em></strong></p>\n'],
  ['a heading may be underlined', 'A\n=', '<p><strong>A</strong></p>\n'],
  ['an empty heading leaves nothing bold', '#', '<p></p>\n'],
  ['words may be struck', '~~no~~', '<p><s>no</s></p>\n'],
  [
    'code is shown as it is',
    '```js\n<x>\n```',
    '<pre><code class="language-js">&lt;x&gt;\n</code></pre>\n',
  ],
])('%s', (_, markdown, html) => expect(toHtml(markdown)).toBe(html))

const to = (href: string, text: string) =>
  `<p><a href="${href}" rel="ugc nofollow noopener">${text}</a></p>\n`

test.each([
  ['[a](https://e.example/?a=1&b)', to('https://e.example/?a=1&amp;b', 'a')],
  ['https://e.example', to('https://e.example', 'https://e.example')],
  ['www.e.example/x', to('http://www.e.example/x', 'www.e.example/x')],
  ['<mailto:a@e.example>', to('mailto:a@e.example', 'mailto:a@e.example')],
  ['a@e.example', to('mailto:a@e.example', 'a@e.example')],
  ['[a](/community/posts/a/)', to('/community/posts/a/', 'a')],
])('%s becomes a link that vouches for nothing', (markdown, html) => {
  expect(toHtml(markdown)).toBe(html)
  expect(countLinks(toHtml(markdown))).toBe(1)
})

test('links of somebody who has earned it may be followed, and are links in every other way', () => {
  const words =
    '[a](https://e.example) ![p](https://e.example/p.png) www.e.example [x](javascript:1)'
  const html = toHtml(words, { followed: true })
  expect(html.split(' rel="ugc noopener"')).toHaveLength(4)
  expect(html.replaceAll('"ugc noopener"', '"ugc nofollow noopener"')).toBe(toHtml(words))
})

test.each([
  'javascript:alert(1)',
  'vbscript:x',
  'data:text/html,x',
  'data:image/png;base64,x',
  'file:///etc/passwd',
  'tel:1',
  'ftp://e.example',
  'JaVaScRiPt:alert(1)',
  '&#106;avascript:alert(1)',
])('%s is never a link', (address) => {
  for (const markdown of [
    `[a](${address})`,
    `![a](${address})`,
    `<${address}>`,
    `[a]\n\n[a]: ${address}`,
  ])
    expect(toHtml(markdown)).not.toContain('<a')
})

test('a picture is a link with its text, or with its address', () => {
  expect(toHtml('![a *cat*](https://e.example/c.png)')).toBe(to('https://e.example/c.png', 'a cat'))
  expect(toHtml('![](https://e.example/c.png)')).toBe(
    to('https://e.example/c.png', 'https://e.example/c.png'),
  )
})

test('a picture inside a link is its text: links never hold links', () => {
  expect(toHtml('[![a](/c.png)](/b)')).toBe(to('/b', 'a'))
})

test('a table keeps its sides without a style', () => {
  const html = toHtml('|a|b|\n|-:|-|\n|1|2|')
  expect(html).toContain('<th align="right">a</th>\n<th>b</th>')
  expect(html).not.toContain('style')
})

test('the words of a comment have no markup and no entities', () => {
  const html = toHtml('# A & B\n\n- [x](/y) "q"\n- `1 < 2`\n\n|a|b|\n|-|-|\n|c|d|')
  expect(toText(html)).toBe('A & B\nx "q"\n1 < 2\na b\nc d')
  expect(toText(toHtml('&amp;lt; <script>'))).toBe('&lt; <script>')
})

const fromAfar = (address: string) =>
  withWholeLinks(toHtml(`[x](<${address}>)`), 'https://hub.example/c/posts/a/')

test('for a reader who is elsewhere, links within the hub say where it is', () => {
  expect(fromAfar('/pages/about/?a=1&b=2')).toBe(
    to('https://hub.example/pages/about/?a=1&amp;b=2', 'x'),
  )
  expect(fromAfar('../b/')).toBe(to('https://hub.example/c/posts/b/', 'x'))
  expect(fromAfar('#c-1')).toBe(to('https://hub.example/c/posts/a/#c-1', 'x'))
  expect(fromAfar('//e.example/')).toBe(to('https://e.example/', 'x'))
  for (const whole of ['https://e.example/?a=%22&amp;b', 'mailto:a@e.example'])
    expect(fromAfar(whole)).toBe(to(whole, 'x'))
})

test('an excerpt ends between words and never inside a character', () => {
  expect(excerpt('The shop is open on Sunday', 12)).toBe('The shop is…')
  expect(excerpt('The shop\nis', 12)).toBe('The shop is')
  expect(excerpt('🏔'.repeat(9), 5)).toBe(`${'🏔'.repeat(4)}…`)
  expect(excerpt('👩‍🔧👩‍🔧', 4)).toBe('👩‍🔧…')
})

test('the door hands HTML through as it is', () => {
  expect(String(Safe({ html: '<p>a</p>' }))).toBe('<p>a</p>')
})
