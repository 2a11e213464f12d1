import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { MAX_HANDLE_CHANGES } from '../../../worker/accounts/members/handle.rules'
import { formerHandles, members } from '../../../worker/accounts/members/table'
import { db, member, send } from '../../world'

const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }

const rename = ({ cookie, name }: Awaited<ReturnType<typeof member>>, handle: string) =>
  send('/community/me/profile/', { name, handle }, { cookie, env })

test('a member who changes their handle many times at once changes it three times a year', async () => {
  const rosa = await member()
  const handles = Array.from({ length: 12 }, (_, n) => `rosa-at-once-${n}`)
  const answers = await Promise.all(handles.map((handle) => rename(rosa, handle)))
  const former = await db.select().from(formerHandles).where(eq(formerHandles.memberId, rosa.id))
  expect(former).toHaveLength(MAX_HANDLE_CHANGES)
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(MAX_HANDLE_CHANGES)
  expect(statuses.filter((status) => status === 422)).toHaveLength(12 - MAX_HANDLE_CHANGES)
})

test('of many members who want the same handle at once, one gets it', async () => {
  const crowd = await Promise.all(Array.from({ length: 10 }, () => member()))
  const answers = await Promise.all(crowd.map((each) => rename(each, 'wanted-by-all')))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(9)
  const owners = await db.select().from(members).where(eq(members.handle, 'wanted-by-all'))
  expect(owners).toHaveLength(1)
})
