import { beforeEach, expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { outbox, type OutboxRow, stoppedAddresses } from '../../../worker/notifications/table'
import { ask, db, member, send } from '../../world'

const now = new Date()
const host = await member({ role: 'host' })

const givenUp = (as: Partial<OutboxRow> = {}) => ({
  id: newId(now),
  event: 'idea.status' as const,
  subject: newId(now),
  createdAt: now,
  attempts: 6,
  givenUpAt: now,
  failure: 'Resend answered 422 (validation_error)',
  ...as,
})

const desk = async () => (await ask('/community/desk/email/', {}, host)).body
const rowOf = async (id: string) => (await db.select().from(outbox)).find((row) => row.id === id)!

beforeEach(async () => {
  await db.delete(outbox)
  await db.delete(stoppedAddresses)
})

test('hosts see undelivered emails with their reason, and nothing that was sent', async () => {
  await db
    .insert(outbox)
    .values([
      givenUp(),
      givenUp({ event: 'member.sign-in', failure: 'too many emails in an hour', attempts: 1 }),
      givenUp({ event: 'notification.email', givenUpAt: null, sentAt: now, failure: null }),
    ])
  const body = await desk()
  expect(body).toMatch(/New status of an idea.*tried 6 times.*validation_error/s)
  expect(body).toMatch(/Link to sign in.*tried once.*too many emails in an hour/s)
  expect(body).toContain('Try all 2 again')
  expect(body).not.toContain('Mention')
})

test('an email that is tried again is due at once, with all its attempts', async () => {
  const [one, other] = [givenUp(), givenUp()]
  await db.insert(outbox).values([one, other])
  const answer = await send(`/community/desk/email/${one.id}/retry`, {}, host)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/community/desk/email/'])
  const again = await rowOf(one.id)
  expect(again).toMatchObject({ attempts: 0, givenUpAt: null })
  expect(again.dueAt!.getTime()).toBeLessThanOrEqual(Date.now())
  expect((await rowOf(other.id)).dueAt).toBeNull()
  await send('/community/desk/email/retries', {}, host)
  expect((await rowOf(other.id)).dueAt).not.toBeNull()
})

test('what was sent is not sent again by an old form', async () => {
  const row = givenUp({ givenUpAt: null, sentAt: now })
  await db.insert(outbox).values(row)
  await send(`/community/desk/email/${row.id}/retry`, {}, host)
  expect((await rowOf(row.id)).dueAt).toBeNull()
})

test('an address without emails is shown by name and not by address, until it is allowed', async () => {
  const rosa = await member({ name: 'Rosa Bouncing' })
  const recipient = 'r'.repeat(43)
  await db
    .insert(outbox)
    .values(givenUp({ subject: rosa.id, recipient, sentAt: now, givenUpAt: null }))
  await db
    .insert(stoppedAddresses)
    .values({ recipient, reason: 'complaint', provider: 'ses', stoppedAt: now })
  const body = await desk()
  expect(body).toMatch(/Rosa Bouncing.*reported by Amazon SES.*reported as spam/s)
  expect(body).not.toContain(rosa.email)
  await send(`/community/desk/email/stops/${recipient}/ending`, {}, host)
  expect(await desk()).not.toContain('Rosa Bouncing')
})

test('the page counts what may have arrived twice, and says since when an email waits', async () => {
  await db
    .insert(outbox)
    .values([
      givenUp({ maybeSent: 1, sentAt: now, givenUpAt: null }),
      givenUp({ givenUpAt: null, dueAt: new Date(now.getTime() - 60_000) }),
    ])
  const body = await desk()
  expect(body).toContain('1 of the last 30 days may have arrived twice')
  expect(body).toContain('The oldest email waits since')
})
