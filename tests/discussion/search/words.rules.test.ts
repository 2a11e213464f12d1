import { expect, test } from 'vitest'
import { readHtml, plainTextOf } from '../../../site/mdx/plain-text'

test.each([
  ['marks', '## Hello *you*, `code`', 'Hello you, code'],
  ['a link', 'See [the rules](/rules/).', 'See the rules.'],
  ['a picture', '![A wheel](wheel.png)', 'A wheel'],
  ['a table', '| a | b |\n| - | - |\n| c | d |', 'a b\nc d'],
  ['a fence', '```js\nlet a = 1\n```', 'let a = 1'],
  ['a note', ':::note\nMind the gap.\n:::', 'Mind the gap.'],
  ['entities', 'Fish &amp; chips &lt;b&gt;', 'Fish & chips <b>'],
  ['blocks', 'One.\n\nTwo.', 'One.\nTwo.'],
])('the words of %s are read without markup', (_, body, words) => {
  expect(plainTextOf(body, 'md')).toBe(words)
  expect(plainTextOf(body, 'mdx')).toBe(words)
})

test('nothing that runs is read in Markdown or MDX', () => {
  expect(plainTextOf('A\n\n<div>b<script>alert(1)</script></div>\n\nC', 'md')).toBe('A\nb\nC')
  expect(plainTextOf("import x from './x'\n\nA {1 + 1} <Note>b *c*</Note>", 'mdx')).toBe('A b c')
  expect(readHtml('<p>Fish &amp; chips<style>a{}</style>')).toBe('Fish & chips')
})
