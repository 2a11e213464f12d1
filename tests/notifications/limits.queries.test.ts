import { beforeEach, expect, test } from 'vitest'
import { hashRecipient, mailboxOf } from '../../worker/notifications/recipient.token'
import { AWAITED_PER_HOUR, EMAILS_PER_DAY, isAwaited } from '../../worker/notifications/rules'
import { countAwaitedLeft } from '../../worker/notifications/queries'
import { isUrgent, mailbox, type OutboxRow, outbox } from '../../worker/notifications/table'
import { newId } from '../../worker/lib/id'
import { db, letters, member, send, stranger } from '../world'

beforeEach(async () => {
  await db.delete(outbox)
  await db.delete(mailbox)
})

const signIn = (email: string) =>
  send('/community/sign-in/', { email }, { address: stranger().address })

/** An email that was sent a moment ago. */
const sent = (event: OutboxRow['event']) => {
  const now = new Date()
  return { id: newId(now), event, subject: newId(now), createdAt: now, attempts: 1, sentAt: now }
}

test.each([
  ['a tag', 'victim+1@example.org', 'victim@example.org'],
  ['a tag after a tag', 'victim+1+2@example.org', 'victim@example.org'],
  ['case', 'Victim@EXAMPLE.org', 'victim@example.org'],
  ['dots, at Gmail', 'v.ic.tim+x@gmail.com', 'victim@gmail.com'],
  ['another name of Gmail', 'victim@googlemail.com', 'victim@gmail.com'],
])('%s makes no other mailbox', async (_, spelled, email) => {
  expect(mailboxOf(spelled)).toBe(mailboxOf(email))
  expect(await hashRecipient('secret', spelled)).toBe(await hashRecipient('secret', email))
})

test.each([
  ['dots, elsewhere', 'v.ictim@example.org', 'victim@example.org'],
  ['another domain', 'victim@example.com', 'victim@example.org'],
  ['a name that begins with a plus', '+1@example.org', '+2@example.org'],
])('%s makes another mailbox', (_, one, other) => {
  expect(mailboxOf(one)).not.toBe(mailboxOf(other))
})

test('a mailbox gets no more emails in a day, however its address is spelled', async () => {
  for (let n = 0; n < 30; n++) await signIn(`${n % 2 ? 'v.ictim' : 'Victim'}+${n}@gmail.com`)
  expect(await letters()).toHaveLength(EMAILS_PER_DAY['member.sign-in'])
})

test('nor if they are asked for at once', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, n) => signIn(`victim+${n}@example.org`)))
  expect((await letters()).length).toBeLessThanOrEqual(EMAILS_PER_DAY['member.sign-in'])
  expect((await letters()).length).toBeGreaterThan(0)
})

test('the hub sends a limited number of emails in an hour that strangers can cause', async () => {
  const rows = Array.from({ length: AWAITED_PER_HOUR - 1 }, () =>
    db.insert(outbox).values(sent('guest.confirmation')),
  )
  await db.batch(rows as never)
  await signIn('first@example.org')
  await signIn('second@example.org')
  expect((await letters()).map(({ to }) => to)).toEqual(['first@example.org'])
  expect(await countAwaitedLeft(db, new Date())).toBe(0)
  expect(await countAwaitedLeft(db, new Date(Date.now() + 60 * 60 * 1000))).toBe(AWAITED_PER_HOUR)
})

test('what a member is told about does not count for that limit', async () => {
  const rows = Array.from({ length: AWAITED_PER_HOUR }, () =>
    db.insert(outbox).values(sent('notification.email')),
  )
  await db.batch(rows as never)
  const { email } = await member()
  await signIn(email)
  expect((await letters()).map(({ to }) => to)).toEqual([email])
})

test('a limited email is one that a person waits for', async () => {
  const events = Object.keys(EMAILS_PER_DAY) as OutboxRow['event'][]
  await db.batch(events.map((event) => db.insert(outbox).values(sent(event))) as never)
  const urgent = await db.select({ event: outbox.event }).from(outbox).where(isUrgent)
  expect(urgent.map(({ event }) => event).toSorted()).toEqual(events.filter(isAwaited).toSorted())
})
