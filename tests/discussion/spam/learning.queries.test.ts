import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addExample, removeExample } from '../../../worker/discussion/spam/commands'
import { examples } from '../../../worker/discussion/spam/table'
import { tokenize } from '../../../worker/discussion/spam/tokenize.rules'
import { seed } from '../comments/seed'
import { db } from '../../world'

const yes = sql`true`
const at = new Date(Date.UTC(2026, 1, 1))
const known = (id: string) => db.select().from(examples).where(eq(examples.comment, id))

test('an example is a bag of words: each once, in no order that was said', async () => {
  const [id = ''] = await seed('post:learnt', [{}])
  await addExample(db, { id, body: 'Zebras buy Buy apples', website: null }, true, at, yes)
  expect(await known(id)).toEqual([
    { comment: id, isSpam: true, words: ['apples', 'buy', 'zebras'], at },
  ])
})

test('the last word of a host counts, and what is taken back is forgotten', async () => {
  const [id = ''] = await seed('post:learnt-twice', [{}])
  const comment = { id, body: 'A fine saddle', website: null }
  await addExample(db, comment, true, at, yes)
  await addExample(db, comment, false, at, yes)
  expect(await known(id)).toMatchObject([{ isSpam: false }])
  await removeExample(db, id, yes)
  expect(await known(id)).toEqual([])
})

test('nothing is learned from a decision that did not hold', async () => {
  const [id = ''] = await seed('post:undecided', [{}])
  const comment = { id, body: 'A fine saddle', website: null }
  await addExample(db, comment, true, at, sql`false`)
  expect(await known(id)).toEqual([])
  await addExample(db, comment, true, at, yes)
  await removeExample(db, id, sql`false`)
  expect(await known(id)).toHaveLength(1)
})

test('words are found in any language, and what is hidden in them parts them from nothing', () => {
  const bag = (body: string, website: string | null = null) => tokenize({ body, website })
  expect(bag('buy che\u200bap pi\u00adlls')).toEqual(['buy', 'cheap', 'pills'])
  expect(bag('我喜欢骑自行车')).toContain('喜欢')
  expect(bag('Ｂｕｙ naïve')).toEqual(['buy', 'naïve'])
  expect(bag('see https://www.Shop.example/x?y=1', 'https://mine.example/')).toEqual(
    expect.arrayContaining(['//shop.example', '//mine.example', 'see']),
  )
  expect(bag('x'.repeat(500))[0]).toHaveLength(20)
  expect(bag(Array.from({ length: 900 }, (_, n) => `w${n}`).join(' '))).toHaveLength(120)
})
