import MarkdownIt from 'markdown-it'
import { parseFragment, serialize } from 'parse5'
import { expect, test } from 'vitest'
import { decodeHTMLStrict } from '../../worker/markdown/characters'
import { toHtml, toText } from '../../worker/markdown/markdown'

const reference = new MarkdownIt({ html: false, breaks: true })

/** What a browser makes of it. */
const seen = (html: string) => serialize(parseFragment(html))

const NAMES =
  `amp AMP lt LT gt quot nbsp shy copy COPY reg eacute yuml frac34 hellip mdash euro alpha
  thetasym zwnj ensp lang hearts ngE HilbertSpace ClockwiseContourIntegral Dcaron check star rarrw
  colon Tab lpar bsol grave dollar num notin notinE notit parallel times timesbar centerdot ltri gtdot copysr copy1 ampx ltscript foo
  zz9 Notit quotx sup1x`.split(/\s+/)

test.each(NAMES)('a reader sees of &%s; what CommonMark says', (name) => {
  for (const text of [`a &${name}; b`, `a&${name};b`, `**&${name};**`, `> &${name};`])
    expect(seen(toHtml(text))).toBe(seen(reference.render(text)))
})

test('a reference is read in addresses and titles, and never in code or after a backslash', () => {
  expect(toHtml('[x](/caf&eacute; "&copy;")')).toContain('href="/caf%C3%A9" title="©"')
  expect(toHtml('`&copy;`')).toContain('<code>&amp;copy;</code>')
  expect(toHtml('\\&copy;')).toContain('&amp;copy;')
  expect(toHtml('[x](javascript&colon;alert&lpar;1&rpar;)')).not.toContain('href="javascript')
})

test('where the text alone is shown, common names are their characters', () => {
  expect(toText(toHtml('1 &lt; 2 &mdash; caf&eacute;'))).toBe('1 < 2 — café')
})

test('the stand-in for the table of all names reads those of HTML 4 and ASCII', () => {
  expect(decodeHTMLStrict('&hellip;')).toBe('…')
  expect(decodeHTMLStrict('&nbsp;')).toBe('\u00a0')
  expect(decodeHTMLStrict('&diams;')).toBe('♦')
  expect(decodeHTMLStrict('&colon;')).toBe(':')
  expect(decodeHTMLStrict('&Tab;')).toBe('\t')
  expect(decodeHTMLStrict('&grave;')).toBe('`')
  expect(decodeHTMLStrict('&bsol;')).toBe('\\')
  expect(decodeHTMLStrict('&constructor;')).toBe('&constructor;')
  expect(decodeHTMLStrict('&ngE;')).toBe('&ngE;')
})
