import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addOwner } from '../../../worker/accounts/members/role.commands'
import { COMMAND_LINE } from '../../../worker/audit/rules'
import { members } from '../../../worker/accounts/members/table'
import { ask, db, member, send, signInLinkOf } from '../../world'

/** An owner whom the command line added, and who has not signed in yet. */
const invited = async (email: string) => {
  await addOwner({ db, by: COMMAND_LINE, now: new Date() }, email)
  return (await db.select().from(members).where(eq(members.email, email))).at(0)!
}

test('an invited owner has no profile, and no name made from their address', async () => {
  const { id, handle, name } = await invited('jane.doe@example.org')
  expect(`${name} ${handle}`).not.toMatch(/jane|doe/i)
  for (const one of [handle, 'jane-doe', 'jane.doe']) {
    expect((await ask(`/community/people/${one}/`)).status, one).toBe(404)
    expect((await ask(`/community/people/${one}/feed.xml`)).status, one).toBe(404)
  }
  const host = await member({ role: 'host' })
  const atDesk = await ask(`/community/desk/people/${id}/`, {}, host)
  expect(atDesk.body).toContain('Invited, not signed in yet')
  expect(atDesk.body).not.toContain(handle)
  expect((await ask('/community/desk/people/', {}, host)).body).not.toContain(handle)
})

test('an invited owner is asked for a name at the first sign-in, and has a profile then', async () => {
  const { id } = await invited('ada.b@example.org')
  await send('/community/sign-in/', { email: 'ada.b@example.org' }, { address: '203.0.113.201' })
  const { link } = await signInLinkOf({ email: 'ada.b@example.org' })
  expect((await ask(link)).body).toContain('Your name')
  expect((await send(link, { name: '' })).status).toBe(422)
  expect((await send(link, { name: 'Countess' })).status).toBe(303)

  const [row] = await db.select().from(members).where(eq(members.id, id))
  expect(row).toMatchObject({
    name: 'Countess',
    handle: 'countess',
    role: 'owner',
    invitedAt: null,
  })
  expect((await ask('/community/people/countess/')).status).toBe(200)
  await send('/community/sign-in/', { email: 'ada.b@example.org' }, { address: '203.0.113.201' })
  const again = await signInLinkOf({ email: 'ada.b@example.org' })
  expect((await ask(again.link)).body).toContain('Welcome back')
})

test('the last owner who has signed in cannot leave while the others are only invited', async () => {
  const ada = await member({ role: 'owner' })
  await db.update(members).set({ role: null }).where(eq(members.role, 'host'))
  await invited('typo@exmaple.org')
  const others = await db.select().from(members).where(eq(members.role, 'owner'))
  for (const { id, invitedAt } of others)
    if (id !== ada.id && !invitedAt)
      await db.update(members).set({ role: null }).where(eq(members.id, id))

  const left = await send('/community/me/erasure', { comments: 'stay', sure: 'yes' }, ada)
  expect(left.status).toBe(422)
  const role = await send(`/community/desk/people/${ada.id}/role`, { role: 'member' }, ada)
  expect(role.status).toBe(422)
  const [row] = await db.select().from(members).where(eq(members.id, ada.id))
  expect(row?.role).toBe('owner')
})
