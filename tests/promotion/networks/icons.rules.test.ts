import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanSvg } from '../../../site/networks/clean'
import { iconOf, initialsOf } from '../../../site/networks/icon'

const svg = (inside: string, attributes = 'viewBox="0 0 24 24"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`
const SHAPE = '<path d="M0 0h24v24z"></path>'

describe('only the shapes of an icon are kept:', () => {
  test.each([
    ['a script', '<script>alert(1)</script>', '<script>'],
    ['a script of another kind', '<script href="https://evil.example/x.js"/>', '<script>'],
    ['a handler', `<path d="M0 0" onclick="alert(1)"/>`, 'onclick'],
    ['a handler in capitals', `<path d="M0 0" ONLOAD="alert(1)"/>`, 'onload'],
    [
      'an animation that changes an address',
      '<animate attributeName="href" to="javascript:x"/>',
      '<animate>',
    ],
    ['a setter', '<set attributeName="onmouseover" to="alert(1)"/>', '<set>'],
    ['a link', '<a href="javascript:alert(1)"><path d="M1 1"/></a>', '<a>'],
    ['a picture from elsewhere', '<image href="https://evil.example/x.png"/>', '<image>'],
    ['a drawing from elsewhere', '<use xlink:href="https://evil.example/x.svg#a"/>', '<use>'],
    [
      'other markup',
      '<foreignObject><iframe src="https://evil.example"></iframe></foreignObject>',
      '<foreignObject>',
    ],
    ['a sheet of styles', '<style>@import url(https://evil.example/x.css)</style>', '<style>'],
    ['a style', '<path d="M0 0" style="background:url(https://evil.example)"/>', 'style'],
    ['a filter', '<path d="M0 0" filter="url(https://evil.example#a)"/>', 'filter'],
    ['words', '<text>Sale</text>', '<text>'],
    ['an address where a number belongs', '<path d="M0 0" transform="url(#a)"/>', 'transform'],
    ['a sign that would end the attribute', `<path d='M0 0"><script>x</script>'/>`, 'd'],
  ])('%s is removed and reported', (_, inside, told) => {
    const cleaned = cleanSvg(svg(SHAPE + inside))!
    expect(cleaned.leftOut).toContain(told)
    expect(cleaned.drawing.shapes).not.toMatch(
      /script|on\w+=|href|url|style|evil|javascript|alert|text/i,
    )
  })

  test('a closing tag inside an icon does not move anything else into the page', () => {
    const { drawing } = cleanSvg(svg(`${SHAPE}</svg><img src=x onerror=alert(1)><svg>`))!
    expect(drawing.shapes).toBe(SHAPE)
    expect(cleanSvg(svg(`${SHAPE}<p>words<b>`))!.drawing.shapes).toBe(SHAPE)
  })

  test('it has the colour of the text, with its own strokes and coordinates', () => {
    const icon = svg(
      '<title>A ring</title><g fill="#f00"><circle cx="12" cy="12" r="9" id="a" class="b"/></g>',
      'viewBox="0 0 24 24" fill="none" stroke="black" stroke-width="2" width="24"',
    )
    expect(cleanSvg(icon)).toEqual({
      drawing: {
        viewBox: '0 0 24 24',
        shapes:
          '<g fill="none" stroke="currentColor" stroke-width="2"><g fill="currentColor"><circle cx="12" cy="12" r="9"></circle></g></g>',
      },
      leftOut: [],
    })
  })

  test('an icon without a viewBox gets one from its size', () => {
    expect(cleanSvg(svg(SHAPE, 'width="20px" height="16"'))!.drawing.viewBox).toBe('0 0 20 16')
  })

  test.each([
    '',
    'words',
    '<p>',
    svg(''),
    svg('<script>1</script>'),
    svg(SHAPE, ''),
    svg(SHAPE, 'viewBox="0 0 x"'),
  ])('“%s” is not an icon', (source) => {
    expect(cleanSvg(source)).toBeUndefined()
  })
})

describe('a network has', () => {
  let content = ''
  beforeAll(() => {
    content = mkdtempSync(join(tmpdir(), 'hub-'))
    writeFileSync(join(content, 'forum.svg'), svg(SHAPE))
  })
  afterAll(() => rmSync(content, { recursive: true }))

  test('the Simple Icon of its id, or of the name it gives', () => {
    const mastodon = iconOf(content, { id: 'mastodon' })
    expect(mastodon?.viewBox).toBe('0 0 24 24')
    expect(iconOf(content, { id: 'fediverse-home', icon: 'mastodon' })).toEqual(mastodon)
  })

  test('an icon file of its own', () => {
    expect(iconOf(content, { id: 'forum', icon: './forum.svg' })?.shapes).toBe(SHAPE)
  })

  test.each(['../forum.svg', '/etc/hostname', './none.svg', 'index-icons'])(
    'no icon from %s, which is outside of both',
    (icon) => {
      expect(iconOf(join(content, 'sub'), { id: 'a', icon })).toBeUndefined()
    },
  )

  test.each([
    ['LinkedIn', 'LI'],
    ['YouTube', 'YT'],
    ['the forum', 'TF'],
    ['slack', 'S'],
    ['Ökoclub', 'Ö'],
    ['5 Miles', '5M'],
    ['…', '…'],
  ])('initials if it has no icon: %s, %s', (name, initials) => {
    expect(iconOf(content, { id: 'linkedin' })).toBeUndefined()
    expect(initialsOf(name)).toBe(initials)
  })
})
