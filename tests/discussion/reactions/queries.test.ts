import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { findCounts } from '../../../worker/discussion/conversations/queries'
import { countConversationReaction } from '../../../worker/discussion/conversations/commands'
import { newId } from '../../../worker/lib/id'
import { toggleReaction, type Reaction } from '../../../worker/discussion/reactions/commands'
import { listOwnReactions } from '../../../worker/discussion/reactions/queries'
import { reactions } from '../../../worker/discussion/reactions/table'
import { db } from '../../world'

let conversations = 0
const conversation = () => `post:${++conversations}`

/** The clock a moment on, so that what comes now knows of all that was written. */
const soon = () => new Date(Date.now() + 1000)

const give = (to: string, changes: Partial<Reaction> = {}) => {
  const reaction = {
    subject: to,
    conversation: to,
    emoji: '👍',
    visitor: newId(new Date()),
    isNew: true,
    address: 'an address',
    at: new Date(),
    ...changes,
  }
  return toggleReaction(db, reaction, (change) =>
    countConversationReaction(db, to, reaction.emoji, change),
  )
}

const tallyOf = async (to: string) => (await findCounts(db, to)).at(0)?.reactions

const rowsOf = (to: string) => db.$count(reactions, eq(reactions.conversation, to))

test('the same again takes it back, and nothing is left of it', async () => {
  const to = conversation()
  const visitor = newId(new Date())
  expect(await give(to, { visitor })).toBe('given')
  expect(await tallyOf(to)).toEqual({ '👍': 1 })
  expect(await give(to, { visitor, at: soon() })).toBe('taken-back')
  expect(await tallyOf(to)).toEqual({})
  expect(await rowsOf(to)).toBe(0)
  expect(await give(to, { visitor, at: soon() })).toBe('given')
  expect(await tallyOf(to)).toEqual({ '👍': 1 })
})

test('one person gives each emoji once', async () => {
  const to = conversation()
  const visitor = newId(new Date())
  for (const emoji of ['👍', '❤️', '"', "'", '\\'])
    expect(await give(to, { visitor, emoji })).toBe('given')
  expect(await tallyOf(to)).toEqual({ '👍': 1, '❤️': 1, '"': 1, "'": 1, '\\': 1 })
  expect(await listOwnReactions(db, to, visitor)).toHaveLength(5)
})

test('fifty parallel identical reactions are one row and one count', async () => {
  const to = conversation()
  const visitor = newId(new Date())
  const at = new Date()
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => give(to, { visitor, at })))
  expect(new Set(outcomes)).toEqual(new Set(['given']))
  expect(await tallyOf(to)).toEqual({ '👍': 1 })
  expect(await rowsOf(to)).toBe(1)
})

test('fifty people at once from fifty addresses are fifty', async () => {
  const to = conversation()
  await Promise.all(Array.from({ length: 50 }, (_, n) => give(to, { address: `address ${n}` })))
  expect(await tallyOf(to)).toEqual({ '👍': 50 })
})

test('an address has three newcomers in a conversation, whatever and to which comment they give', async () => {
  const to = conversation()
  const outcomes = []
  for (let n = 0; n < 20; n++)
    outcomes.push(await give(to, { subject: `comment ${n}`, emoji: ['👍', '🎉'][n % 2]! }))
  expect(outcomes.filter((outcome) => outcome === 'given')).toHaveLength(3)
  expect(await rowsOf(to)).toBe(3)
})

test('three newcomers stay three when fifty ask at once', async () => {
  const to = conversation()
  await Promise.all(Array.from({ length: 50 }, () => give(to)))
  expect(await tallyOf(to)).toEqual({ '👍': 3 })
  expect(await rowsOf(to)).toBe(3)
})

test('a newcomer who is in may go on, and take back what they gave', async () => {
  const to = conversation()
  const visitor = newId(new Date())
  await give(to, { visitor })
  await give(to)
  await give(to)
  expect(await give(to)).toBe('refused')
  expect(await give(to, { visitor, emoji: '🎉' })).toBe('given')
  expect(await give(to, { visitor, emoji: '🎉', at: soon() })).toBe('taken-back')
})

test('cookies gathered elsewhere on the same day buy nothing here', async () => {
  const visitors = []
  for (let n = 0; n < 12; n++) {
    const visitor = newId(new Date())
    visitors.push(visitor)
    expect(await give(conversation(), { visitor })).toBe('given')
  }
  const to = conversation()
  for (const visitor of visitors) await give(to, { visitor })
  expect(await tallyOf(to)).toEqual({ '👍': 3 })
})

test('people whom the hub knows have thirty reactions from one address, together', async () => {
  const to = conversation()
  const outcomes = []
  for (let n = 0; n < 40; n++) outcomes.push(await give(to, { isNew: false }))
  expect(outcomes.filter((outcome) => outcome === 'given')).toHaveLength(30)
  expect(await tallyOf(to)).toEqual({ '👍': 30 })
})

test('a reaction that is refused changes no count', async () => {
  const to = conversation()
  for (let n = 0; n < 3; n++) await give(to)
  expect(await give(to, { emoji: '🎉' })).toBe('refused')
  expect(await tallyOf(to)).toEqual({ '👍': 3 })
})

test('a member has thirty reactions in a conversation on a day, wherever they are', async () => {
  const to = conversation()
  const [visitor, other] = [newId(new Date()), newId(new Date())]
  const outcomes = []
  for (let n = 0; n < 40; n++)
    outcomes.push(
      await give(to, { subject: `comment ${n}`, visitor, isNew: false, address: 'of a member' }),
    )
  expect(outcomes.filter((outcome) => outcome === 'given')).toHaveLength(30)
  expect(await give(to, { visitor: other, isNew: false, address: 'of another' })).toBe('given')
})
