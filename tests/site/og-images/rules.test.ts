import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cardFile } from '../../../site/og-images/card'
import { readableOn } from '../../../site/og-images/colours'
import { drawCard } from '../../../site/og-images/draw'
import { hubIcons, initials } from '../../../site/og-images/icon'
import { cachedPicture } from '../../../site/og-images/picture-cache'
import { supportedText } from '../../../site/og-images/fonts'

const titles = {
  'an ordinary title': 'Winter opening hours',
  'one that never ends': 'And then we changed the chain, and the cassette, and '.repeat(40),
  'one word without a break': 'Donaudampfschifffahrtsgesellschaft'.repeat(8),
  'emoji and flags': 'Open day 🎉👩‍🔧 on Saturday 🇬🇧 1️⃣',
  'emoji alone': '🎉🎉🎉',
  Chinese: '冬季營業時間',
  Arabic: 'ساعات العمل الشتوية',
  'Hebrew among Latin': 'Hours שעות',
  Greek: 'Ώρες λειτουργίας τον χειμώνα',
  Russian: 'Часы работы зимой',
  Vietnamese: 'Giờ mở cửa mùa đông',
  'letters stacked without end': `Z${'\u0301\u0316\u0330'.repeat(60)}algo`,
  'half a character': 'Half \uD83D of it',
  markup: '</text></svg><script>alert(1)</script><!-- & ]]>',
  'control characters': 'Bell \u0007 and \u0000 nothing',
  'mathematical letters': '𝕎𝕚𝕟𝕥𝕖𝕣',
  'nothing at all': '',
}

test.each(Object.entries(titles))('a card can be drawn for %s', async (_, title) => {
  const { format, width, height } = await sharp(await drawCard({ title, label: 'News' })).metadata()
  expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 630 })
})

test('a title loses its emoji, and is left out whole when its script is missing', () => {
  expect(supportedText(titles['emoji and flags'])).toBe('Open day on Saturday 1')
  expect(supportedText(titles.Greek)).toBe(titles.Greek.normalize('NFC'))
  for (const title of [titles.Chinese, titles.Arabic, titles['Hebrew among Latin']])
    expect(supportedText(title)).toBe('')
})

test('a card changes its name with its title and its label, and with nothing else', () => {
  const card = { title: 'One', label: 'News' }
  expect(cardFile({ ...card })).toBe(cardFile(card))
  expect(cardFile({ ...card, title: 'Two' })).not.toBe(cardFile(card))
  expect(cardFile({ ...card, label: 'Idea' })).not.toBe(cardFile(card))
})

test('what was drawn before is not drawn again', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'hub-cards-')), 'cards')
  let drawings = 0
  const draw = () => Promise.resolve(Buffer.from(`drawing ${(drawings += 1)}`))
  const first = await cachedPicture(folder, 'card.a.png', draw)
  const again = await cachedPicture(folder, 'card.a.png', draw)
  await cachedPicture(folder, 'card.b.png', draw)
  expect(drawings).toBe(2)
  expect(Buffer.from(again)).toEqual(Buffer.from(first))
  expect(await readdir(folder)).toEqual(['card.a.png', 'card.b.png'])
})

test('words on the accent can be read, whatever the accent', () => {
  expect(readableOn('#0a7f5a')).toBe('#ffffff')
  expect(readableOn('#ffe600')).not.toBe('#ffffff')
  expect(readableOn('#fff')).not.toBe('#ffffff')
})

test('a company without a logo is known by its initials', () => {
  expect(initials('Northgate Cycles Limited')).toBe('NC')
  expect(initials('& Sons')).toBe('S')
  expect(initials('北門')).toBe('')
})

test('the icons are the logo as it is, and a square picture for telephones', async () => {
  const [icon, large] = await hubIcons()
  expect(icon?.type).toBe('image/svg+xml')
  expect(Buffer.from(icon!.bytes).toString()).not.toMatch(/<script|style=/)
  const { width, height, hasAlpha } = await sharp(large!.bytes).metadata()
  expect({ width, height, hasAlpha }).toEqual({ width: 180, height: 180, hasAlpha: false })
})
