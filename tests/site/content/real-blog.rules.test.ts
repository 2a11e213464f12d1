import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { satteri as markdown } from '@astrojs/markdown-satteri'
import { beforeAll, describe, expect, test } from 'vitest'
import { readFrontmatter } from '../../../site/parser/frontmatter'
import { markdownProcessor } from '../../../site/mdx/processor'

const real = process.env['HUB_REAL']
const folder = real ? join(real, 'electron') : ''
const reason = !real
  ? 'HUB_REAL names no folder'
  : !existsSync(folder)
    ? `${folder} is not there`
    : ''
const posts = reason ? [] : readdirSync(join(folder, 'posts')).toSorted()

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const elementsOf = (node: Node): Element[] =>
  'childNodes' in node
    ? [...('tagName' in node ? [node] : []), ...node.childNodes.flatMap(elementsOf)]
    : []

const textOf = (node: Node, withCode = true): string => {
  if ('value' in node) return node.value
  if (!('childNodes' in node)) return ''
  if (!withCode && 'tagName' in node && node.tagName === 'code') return ' '
  const inside = node.childNodes.map((child) => textOf(child, withCode)).join('')
  return 'tagName' in node && BLOCKS.test(node.tagName) ? `\n${inside}\n` : inside
}

/** What begins on a line of its own, so that its first word is not glued to the one before. */
const BLOCKS =
  /^(?:p|h[1-6]|li|ul|ol|pre|div|aside|section|blockquote|br|t[rhd]|details|summary|d[dtl]|fig.*|sup)$/

/** Every word of a text, with how often it occurs. */
const count = (text: string) => {
  const words = new Map<string, number>()
  for (const [word] of text
    .normalize('NFC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]{3,}/gu)) {
    words.set(word, (words.get(word) ?? 0) + 1)
  }
  return words
}

/** What a reader of the source should find on the page: its words, without addresses and markup. */
const wordsOf = (body: string) =>
  body
    .replace(/^ *\[[^\]^]+\]: .*$/gm, ' ')
    .split(/(^ *(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\2[^\n]*$|`[^`\n]+`)/m)
    .map((part, at) => (at % 3 === 0 ? bare(part) : at % 3 === 1 ? unfenced(part) : ''))
    .join('')

const unfenced = (code: string) =>
  code.replace(/^ *(?:`{3,}|~{3,})[^\n]*/gm, '').replaceAll('`', '')

const bare = (markdown: string) =>
  markdown
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/\]\((?:<[^>]*>|(?:[^()\n]|\([^()\n]*\))*)\)/g, '')
    .replace(/\]\[[^\]]*\]/g, '')
    .replace(/\[\^[^\]]+\]/g, ' ')
    .replace(/<TabItem[^>]*label="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<\/?[a-zA-Z](?:[^<>{]|\{\{[^}]*\}\})*>/g, ' ')
    .replace(/^( *):::\w*/gm, '$1')
    .replace(/&\w+;/g, ' ')
    .replace(/!?\[/g, '')

describe.skipIf(reason)(`the real blog${reason && ` (skipped: ${reason})`}`, () => {
  const pages = new Map<string, { source: string; title: string; html: string; tree: Node }>()

  beforeAll(async () => {
    const shared = { syntaxHighlight: 'prism' as const, gfm: true, smartypants: true }
    const house = {
      base: '/',
      origin: 'https://community.example.org',
      content: folder,
      pictureHosts: [],
    }
    const renderer = await markdownProcessor(house).createRenderer(
      shared as Parameters<ReturnType<typeof markdown>['createRenderer']>[0],
    )
    for (const name of posts) {
      const path = join(folder, 'posts', name)
      const { body, data } = readFrontmatter(readFileSync(path, 'utf8'))
      const frontmatter = data as { title: string }
      const { code } = await renderer.render(body, { frontmatter, fileURL: pathToFileURL(path) })
      pages.set(name, {
        source: body,
        title: frontmatter.title,
        html: code,
        tree: parseFragment(code),
      })
    }
  })

  test('has posts to try', () => expect(posts.length).toBeGreaterThan(100))

  test.each(posts)('%s loses no word', (name) => {
    const { source, title, tree } = pages.get(name)!
    const shown = count(`${title} ${textOf(tree)}`)
    const lost = [...count(wordsOf(source))].filter(
      ([word, times]) => (shown.get(word) ?? 0) < times,
    )
    expect(lost).toEqual([])
  })

  test.each(posts)('%s leaves nothing raw', (name) => {
    const { tree } = pages.get(name)!
    const words = textOf(tree, false)
    expect(
      words.match(/<\/?[a-z][^>]*>|^:::.*|\]\(|\{\{|\*\*|\]\[|&[a-z]+;|^#{1,6} .*|^ *\|.*\|/gim) ??
        [],
    ).toEqual([])
  })

  test.each(posts)('%s holds nothing that the policy of the hub forbids', (name) => {
    const { tree } = pages.get(name)!
    const elements = elementsOf(tree)
    const names = new Set(elements.map(({ tagName }) => tagName))
    for (const forbidden of [
      'script',
      'style',
      'iframe',
      'form',
      'video',
      'audio',
      'object',
      'embed',
      'h1',
      'tabs',
      'tabitem',
    ]) {
      expect(names).not.toContain(forbidden)
    }
    const attributes = elements.flatMap(({ attrs }) => attrs.map(({ name }) => name))
    expect(
      attributes.filter((attribute) => attribute === 'style' || /^on|[^a-z0-9_-]/.test(attribute)),
    ).toEqual([])
    const pictures = elements.filter(({ tagName }) => tagName === 'img')
    expect(
      pictures.flatMap(({ attrs }) =>
        attrs.filter(({ name, value }) => name === 'src' && /^https?:/.test(value)),
      ),
    ).toEqual([])
  })

  test.each(posts)('%s sends nobody to another site with a way back into this one', (name) => {
    const leaving = elementsOf(pages.get(name)!.tree).filter(({ attrs }) =>
      attrs.some(({ name, value }) => name === 'href' && /^https?:/.test(value)),
    )
    expect(
      leaving.filter(
        ({ attrs }) => !attrs.some(({ name, value }) => name === 'rel' && value === 'noopener'),
      ),
    ).toEqual([])
  })

  test.each(posts)('%s keeps its blocks where HTML allows them', (name) => {
    const { html, tree } = pages.get(name)!
    // What a browser has to close or move by itself comes out as more elements than were written.
    const written = html.match(/<p[\s>]/g)?.length ?? 0
    expect(elementsOf(tree).filter(({ tagName }) => tagName === 'p')).toHaveLength(written)
  })
})
