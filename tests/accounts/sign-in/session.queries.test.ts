import { expect, test } from 'vitest'
import { findSignedIn } from '../../../worker/accounts/sign-in/queries'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { db, member } from '../../world'

test('a session finds its member, with the member’s id and not its own', async () => {
  const rosa = await member()
  const [session] = await db.select().from(sessions)
  const found = await findSignedIn(db, session!.token, new Date())
  expect(found).toMatchObject({ id: rosa.id, handle: rosa.handle, sessionId: session!.id })
})
