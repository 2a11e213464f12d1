import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { markdownToHtml, mdxToJs } from 'satteri'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../../site/mdx/page-context'
import { pipelineFor, markdownProcessor } from '../../../site/mdx/processor'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
let content = ''

beforeAll(() => {
  content = mkdtempSync(join(tmpdir(), 'hub-'))
  mkdirSync(join(content, 'posts'))
  mkdirSync(join(content, 'pictures'))
  writeFileSync(join(content, 'posts/shop.png'), PNG)
  writeFileSync(join(content, 'posts/called.png'), 'not a picture')
  writeFileSync(join(content, 'posts/head.png'), PNG.subarray(0, 20))
  writeFileSync(join(content, 'posts/bad.svg'), '<svg')
  writeFileSync(`${content}.png`, PNG)
  writeFileSync(join(content, 'pictures/door.png'), PNG)
})
afterAll(() => {
  rmSync(content, { recursive: true })
  rmSync(`${content}.png`)
})

const render = async (source: string, base = '/community/', title = 'Title') => {
  const house = {
    base,
    origin: 'https://hub.example',
    content,
    pictureHosts: ['images.hub.example'],
  }
  const findings: Finding[] = []
  const astro = {
    frontmatter: { title },
    localImagePaths: new Set<string>(),
    remoteImagePaths: new Set<string>(),
    headings: [],
  }
  const options = {
    ...pipelineFor(house, source),
    fileURL: pathToFileURL(join(content, 'posts/welcome.md')),
    data: { astro, found: (finding: Finding) => void findings.push(finding) },
  }
  const { html } = await markdownToHtml(source, options)
  return { html: html.trim(), findings, pictures: [...astro.localImagePaths], options }
}

const textOf = (node: DefaultTreeAdapterTypes.Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''

const html = async (source: string, base?: string) => (await render(source, base)).html

const headingsIn = async (source: string) =>
  [...(await html(source)).matchAll(/<(h\d)/g)].map(([, name]) => name)

const code = async (source: string) => {
  const { options } = await render(source)
  return (await mdxToJs(source, { ...options, elementAttributeNameCase: 'html' })).code
}

describe('a link', () => {
  test.each([
    ['to a page gets the base and a slash', '/posts/winter', '/community/posts/winter/'],
    ['that has them is left alone', '/community/posts/winter/', '/community/posts/winter/'],
    ['keeps its question and its anchor', '/search?q=a#b', '/community/search/?q=a#b'],
    ['to a file of the hub gets no slash', '/feed.xml', '/community/feed.xml'],
    [
      'to a Markdown file becomes its page',
      '../pages/rules.mdx#noise',
      '/community/pages/rules/#noise',
    ],
    ['to a folder of a post becomes its page', './shop/index.mdx', '/community/posts/shop/'],
    ['beside the post is measured from there', './winter', '/community/posts/winter/'],
    [
      'to the hub by its whole address stays inside',
      'https://hub.example/community/posts/winter',
      '/community/posts/winter/',
    ],
    ['within the page stays there', '#top', '#top'],
    ['to the front page is the base', '/', '/community/'],
  ])('%s', async (_, written, address) => {
    expect(await html(`[x](${written})`)).toBe(`<p><a href="${address}">x</a></p>`)
    expect(await html(`<a href="${written}">x</a>`)).toBe(`<p><a href="${address}">x</a></p>`)
  })

  test('gets no base where the hub owns its host', async () =>
    expect(await html('[x](/posts/winter)', '/')).toBe('<p><a href="/posts/winter/">x</a></p>'))

  test.each(['https://else.example/a', '//else.example/a', 'https://hub.example/elsewhere'])(
    'to %s gives it no way back',
    async (written) => expect(await html(`[x](${written})`)).toContain('rel="noopener">x</a>'),
  )

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'java&#10;script:alert(1)',
  ])('to %s leads nowhere and keeps its words', async (written) => {
    for (const source of [`[x](<${written}>)`, `<a href="${written}">x</a>`]) {
      expect(await html(source)).not.toMatch(/href="(?:java|data|vb)/i)
      expect(await html(source)).toContain('>x</a>')
    }
  })
})

describe('a picture', () => {
  test('beside the post is handed to Astro, by Markdown, by reference and by HTML', async () => {
    for (const source of [
      '![Shop](./shop.png)',
      '![Shop][1]\n\n[1]: ./shop.png',
      '<img src="./shop.png" alt="Shop">',
    ]) {
      expect(await render(source)).toMatchObject({ pictures: ['./shop.png'], findings: [] })
      expect(await html(source)).toContain('<img src="./shop.png" alt="Shop">')
    }
  })

  test('from the root is one of the content folder', async () =>
    expect((await render('![Door](/pictures/door.png)')).pictures).toEqual([
      '../pictures/door.png',
    ]))

  test.each([
    './none.png',
    './called.png',
    './head.png',
    './bad.svg',
    './50%.png',
    './%FF.png',
    '/none.png',
    '../../outside.png',
  ])('that is none (%s) is its text, and is told', async (written) => {
    const path = written.replace('outside', basename(content))
    for (const source of [`![Shop](${path})`, `<img src="${path}" alt="Shop">`]) {
      const { html, findings, pictures } = await render(source)
      expect(html).toContain('<span class="picture-missing">Shop</span>')
      expect(findings).toMatchObject([{ kind: 'missing picture' }])
      expect(pictures).toEqual([])
    }
  })

  test('from another host is a link to it, and is told', async () => {
    const { html, findings } = await render('![Shop](https://else.example/a.png)')
    expect(html).toBe('<p><a href="https://else.example/a.png" rel="noopener">Shop</a></p>')
    expect(findings).toEqual([{ kind: 'remote picture', written: 'https://else.example/a.png' }])
  })

  test('from another host without a text is named by its file', async () =>
    expect(await html('![](https://else.example/my%20shop.png)')).toContain(
      '>my shop.png (else.example)</a>',
    ))

  test('inside a link is words, for a link holds no link', async () =>
    expect(await html('[![Build](https://else.example/b.svg)](https://ci.example/)')).toBe(
      '<p><a href="https://ci.example/" rel="noopener">Build</a></p>',
    ))

  test('from a host that hub.yaml names is shown', async () =>
    expect(await html('![Shop](https://images.hub.example/a.png)')).toContain(
      '<img src="https://images.hub.example/a.png" alt="Shop"',
    ))
})

describe('headings', () => {
  test.each([
    ['begin below the title of the page', '# One\n## Two\n# Three', ['h2', 'h3', 'h2']],
    ['stay where they fit', '## One\n### Two\n## Three', ['h2', 'h3', 'h2']],
    ['skip no level', '### One\n##### Two\n## Three', ['h2', 'h3', 'h2']],
  ])('%s', async (_, source, names) => {
    expect(await headingsIn(source)).toEqual(names)
    expect(await headingsIn(`${source}\n\n<b>x</b>`)).toEqual(names)
  })

  test('that only say the title again are left out, once, at the top', async () => {
    expect(await html('# Title!\n\nx')).toBe('<p>x</p>')
    expect(await html('# Title\n\n<b>x</b>')).toBe('<p><b>x</b></p>')
    expect(await html('x\n\n## Title')).toContain('<h2>Title</h2>')
  })
})

describe('a note', () => {
  test.each([
    ['note', 'note', 'Note'],
    ['info', 'note', 'Note'],
    ['tip', 'tip', 'Tip'],
    ['warning', 'warning', 'Warning'],
    ['caution', 'warning', 'Warning'],
    ['danger', 'danger', 'Danger'],
  ])(':::%s is a box', async (name, box, title) =>
    expect(await html(`:::${name}\nMind *this*.\n:::`)).toBe(
      `<aside class="note note-${box}" role="note"><p class="note-title">${title}</p><p>Mind <em>this</em>.</p></aside>`,
    ),
  )

  test.each([':::tip A *fine* one', ':::tip[A *fine* one]'])(
    'takes its title from %s',
    async (opening) =>
      expect(await html(`${opening}\n\nYes.\n\n:::`)).toContain(
        '<p class="note-title">A <em>fine</em> one</p>',
      ),
  )

  test('may stand in a list and hold links', async () =>
    expect(await html('- one\n\n  :::note\n  [x](/posts/a)\n  :::')).toContain(
      '<a href="/community/posts/a/">x</a></p></aside>',
    ))
})

describe('what only looks like a directive', () => {
  test('stands as it was typed, and is told', async () => {
    const { html, findings } = await render(
      ':::youtube[film]{id=3}\nAt 10:30\n:::\n\n::card[x]{y=1}',
    )
    expect(html).toBe(
      '<div><p>:::youtube[film]{id=3}</p><p>At 10:30</p><p>:::</p></div>\n<p>::card[x]{y=1}</p>',
    )
    expect(findings).toEqual([
      { kind: 'directive', written: ':::youtube[film]{id=3}' },
      { kind: 'directive', written: '::card[x]{y=1}' },
    ])
  })

  test.each(['At 10:30 and 1:2', ':smile:', 'std::vector', 'a:b[c]{d=e}', '🎉 foo:bar'])(
    '%s in a sentence is words',
    async (words) => {
      expect(await html(words)).toBe(`<p>${words}</p>`)
      expect(await html(`${words}\n\n:::note\nx\n:::`)).toContain(`<p>${words}</p>`)
    },
  )
})

describe('HTML in a body', () => {
  test.each([
    ['a script', '<script>alert(1)</script>', ''],
    ['a style sheet', '<style>p{}</style>', ''],
    ['a comment', 'a <!-- hidden --> b', '<p>a  b</p>'],
    ['a handler', '<b onclick="alert(1)">x</b>', '<p><b>x</b></p>'],
    ['a style', '<b style="color:red">x</b>', '<p><b>x</b></p>'],
    ['an element nobody knows', '<center>x</center>', 'x'],
    ['a slot of the Worker', '<hub-thread>x</hub-thread>', '<p>x</p>'],
    ['a script inside a drawing', '<svg><script>alert(1)</script><text>x</text></svg>', '<p>x</p>'],
  ])('%s leaves no more than its words', async (_, source, expected) => {
    expect(await html(source)).toBe(expected)
  })

  test('a tag in a sentence that nobody closes is words', async () =>
    expect(await html('Use `x` with Promise<Buffer> here')).toBe(
      '<p>Use <code>x</code> with Promise&lt;Buffer&gt; here</p>',
    ))

  test('what is used every day stays', async () => {
    const source =
      '<details><summary>More</summary>\n\nH<sub>2</sub>O, <kbd>Esc</kbd>, <mark>new</mark>\n\n</details>'
    expect(await html(source)).toContain('<summary>More</summary>')
    expect(await html(source)).toContain('<p>H<sub>2</sub>O, <kbd>Esc</kbd>, <mark>new</mark></p>')
  })

  test('tabs of another engine are laid out one below the other', async () =>
    expect(
      await html('<Tabs>\n<TabItem value="a" label="Yarn">\n\nOne\n\n</TabItem>\n</Tabs>'),
    ).toContain('<p><strong>Yarn</strong></p>\n<p>One</p>'))

  test.each([
    [
      '<iframe src="https://www.youtube.com/embed/x"></iframe>',
      'https://www.youtube.com/embed/x',
      'See this on youtube.com',
    ],
    [
      '<iframe src="https://a.example/x" title="Our film"></iframe>',
      'https://a.example/x',
      'Our film',
    ],
    [
      '<video controls><source src="https://a.example/x.mp4"></video>',
      'https://a.example/x.mp4',
      'See this on a.example',
    ],
    [
      '<audio src="https://a.example/x.mp3"></audio>',
      'https://a.example/x.mp3',
      'Listen to this on a.example',
    ],
    [
      '<object data="https://a.example/x.pdf">The plan</object>',
      'https://a.example/x.pdf',
      'The plan',
    ],
    [
      '<form action="https://a.example/f">Name <input name="n"></form>',
      'https://a.example/f',
      'Fill in this form on a.example',
    ],
  ])('%s becomes a link, and is told', async (source, address, label) => {
    const { html, findings } = await render(source)
    expect(html).toMatch(
      new RegExp(`<a(?: class="embed")? href="${address}" rel="noopener">${label}</a>`),
    )
    expect(html).not.toMatch(/<(?:iframe|video|audio|source|object|form|input)/)
    expect(findings).toEqual([
      { kind: 'embed', written: address },
      { kind: 'outside', written: address, address },
    ])
  })

  test('a frame that would run a script leads nowhere', async () =>
    expect(await html('<iframe src="javascript:alert(1)"></iframe>')).not.toContain('javascript'))
})

describe('a table', () => {
  const table = '| a | b |\n|:--|--:|\n| 1 | 2 |'

  test('can be scrolled by keyboard and has no style of its own', async () => {
    for (const source of [table, `${table}\n\n<b>x</b>`]) {
      expect(await html(source)).toContain(
        '<div class="table" tabindex="0" role="region" aria-label="Table 1"><table>',
      )
      expect(await html(source)).toContain('<td class="align-right">2</td>')
      expect(await html(source)).not.toContain('style=')
    }
  })

  test('is told apart from the next by its number', async () =>
    expect(await html(`${table}\n\n${table}`)).toContain('aria-label="Table 2"'))
})

test('a footnote keeps its way there and back', async () => {
  for (const source of ['x[^1]\n\n[^1]: Foot', 'x[^1] <b>y</b>\n\n[^1]: Foot']) {
    expect(await html(source)).toContain('href="#user-content-fn-1"')
    expect(await html(source)).toContain('href="#user-content-fnref-1"')
    expect(await html(source)).toContain('id="footnote-label">Footnotes</h2>')
  }
})

const highlighted = async (source: string) => {
  const house = { base: '/', origin: 'https://hub.example', content, pictureHosts: [] }
  const shared = { syntaxHighlight: 'prism', gfm: true, smartypants: true } as const
  const renderer = await markdownProcessor(house).createRenderer(shared as never)
  return (await renderer.render(source, { fileURL: pathToFileURL(join(content, 'posts/a.md')) }))
    .code
}

describe('code', () => {
  test('is highlighted by classes alone', async () => {
    const html = await highlighted('```js\nlet a = 1\n```')
    expect(html).toContain('<span class="token keyword">let</span>')
    expect(html).not.toContain('style=')
  })

  test.each(['', 'text', 'nolang', 'JS', 'ts', 'astro', '"><script>'])(
    'in the language %j keeps what looks like a tag',
    async (language) => {
      const html = await highlighted(
        `\`\`\`${language}\nlet a: Promise<Buffer> = "<script>alert(1)</script>"\n\`\`\``,
      )
      const words = textOf(parseFragment(html))
      expect(words.trim()).toBe('let a: Promise<Buffer> = "<script>alert(1)</script>"')
      expect(html).not.toContain('<script')
    },
  )
})

describe('MDX', () => {
  test('keeps components that it imports and what they are told', async () => {
    const compiled = await code(
      `import Card from './Card.astro'\n\n<Card wide={2} style="x">\n\n[x](/posts/a)\n\n</Card>`,
    )
    expect(compiled).toMatch(/Card, \{\s*wide: 2,\s*style: "x"/)
    expect(compiled).toContain('/community/posts/a/')
  })

  test('takes components off that are not there, and imports of another engine', async () => {
    const compiled = await code(
      `import Tabs from '@theme/Tabs'\n\n<Tabs><TabItem label="Yarn">x</TabItem></Tabs>`,
    )
    expect(compiled).not.toMatch(/@theme|Tab/)
    expect(compiled).toContain('"Yarn"')
  })

  test('has the list of the house rules where it is asked for, without an import', async () => {
    const compiled = await code('Before\n\n<HouseRules onClick={() => 1}>x</HouseRules>\n\nAfter')
    expect(compiled).toMatch(/HouseRules,? \{?\}?/)
    expect(compiled).not.toMatch(/onClick|"x"/)
  })

  test('has no script, style or handler, computed or not', async () => {
    const compiled = await code(
      `<script>{'alert(1)'}</script>\n\n<b style={{ color: 'red' }} onClick={() => 1} title={1 + 1}>x</b>\n\n<iframe src={'https://a.example/'} />`,
    )
    expect(compiled).not.toMatch(/alert|red|onClick|iframe|"script"/)
    expect(compiled).toContain('title: 1 + 1')
  })

  test('follows the same rules for links, pictures and notes', async () => {
    const compiled = await code(
      '<a href="https://else.example/">x</a>\n\n![Shop](./none.png)\n\n:::tip\n{1 + 1}\n:::',
    )
    expect(compiled).toContain('rel: "noopener"')
    expect(compiled).toContain('picture-missing')
    expect(compiled).toContain('note note-tip')
  })
})
