import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { eraseGuest, eraseMember } from '../../../worker/pages/privacy/erasure.personal-data'
import { exportOf } from '../../../worker/pages/privacy/export.personal-data'
import { guestSubject, memberSubject } from '../../../worker/accounts/members/erasure-subject.table'
import { exportFiles } from '../../../worker/pages/privacy/personal-data'
import { guests } from '../../../worker/accounts/members/table'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { hashRecipient } from '../../../worker/notifications/recipient.token'
import { readHub } from '../../../worker/http/hub'
import { unzip } from '../../unzip'
import { bindings, db, member } from '../../world'
import { addEverywhere, readEverything } from './seed'

const now = new Date('2026-11-22T10:00:00Z')
const secret = bindings.HUB_SECRET!
const hub = await readHub(bindings)
await db.insert(conversations).values({ id: 'post:open' }).onConflictDoNothing()

let count = 0

/** A member who was a guest before, and has left a trace in every table that can hold one. */
const everywhere = async () => {
  const name = `Marked${++count}`
  const email = `${name.toLowerCase()}@example.org`
  const rosa = await member({
    name,
    email,
    handle: `${name}-handle`,
    about: `${name} about`,
    website: `https://${name}.example/`,
  })
  const guest = { id: newId(now), name: `${name} Guest`, email, confirmedAt: now, createdAt: now }
  await db.insert(guests).values(guest)
  const recipient = await hashRecipient(secret, email)
  const known = { member: rosa.id, guest: guest.id, email, recipient }
  const other = await member()
  return { rosa, guest, known, ...(await addEverywhere(known, other.id)) }
}

test('every table that names people is covered', async () => {
  const { marks, unmarked } = await everywhere()
  const named = new Set([...marks, ...unmarked].map((mark) => mark.replace(/^mark-|-\d+$/g, '')))
  expect([...named].toSorted()).toEqual([
    'alert_updates-by',
    'browsers-member_id',
    'comments-guest_id',
    'comments-member_id',
    'comments-read_by',
    'conversations-started_by',
    'credits-giver',
    'credits-member_id',
    'email_stops-guest_id',
    'email_stops-member_id',
    'follows-guest_id',
    'follows-member_id',
    'former_handles-member_id',
    'grants-granted_by',
    'grants-member_id',
    'log-by',
    'log-subject',
    'mailbox-to',
    'memberships-member_id',
    'mentions-member_id',
    'messages-by',
    'messages-guest_id',
    'messages-member_id',
    'notification_settings-member_id',
    'notifications-guest_id',
    'notifications-member_id',
    'outbox-recipient',
    'passkeys-member_id',
    'reactions-visitor',
    'read_marks-member_id',
    'remarks-by',
    'reports-reporter',
    'requests-member_id',
    'saved_replies-by',
    'sessions-member_id',
    'sign_ins-member_id',
    'standings-member_id',
    'stopped_addresses-recipient',
    'uses-member_id',
    'verifications-value',
    'versions-by',
    'votes-member_id',
  ])
})

test('an export has every row of the member, and no secret', async () => {
  const { rosa, guest, marks } = await everywhere()
  // Of a comment that they read for another host they get which it was, and not its words.
  const own = marks.filter((mark) => !mark.startsWith('mark-comments-read_by'))
  const { name, bytes } = await exportOf(
    { db, hub, now, secret },
    memberSubject(rosa.id),
    rosa.email,
  )
  expect(name).toBe('test-house-2026-11-22.zip')
  const files = await unzip(bytes)
  const all = Object.values(files).join()
  for (const mark of [rosa.id, rosa.handle, rosa.email, guest.id, guest.name, ...own])
    expect(all, mark).toContain(mark)
  const held = await db.select().from(sessions).where(eq(sessions.userId, rosa.id))
  const { token } = held.find((session) => !marks.includes(session.token))!
  expect(all).not.toContain(token)
  for (const { file } of exportFiles)
    expect(files['test-house-2026-11-22/README.txt']).toContain(file)
  expect(Object.keys(files)).toHaveLength(exportFiles.length + 1)
})

test('an export has nothing of other people', async () => {
  const [{ rosa }, ben] = [await everywhere(), await everywhere()]
  const { bytes } = await exportOf({ db, hub, now, secret }, memberSubject(rosa.id), rosa.email)
  const all = Object.values(await unzip(bytes)).join()
  for (const mark of [ben.rosa.id, ben.rosa.email, ben.guest.id, ...ben.marks])
    expect(all, mark).not.toContain(mark)
})

test.each(['stay', 'go'] as const)(
  'no table identifies a former member whose comments %s',
  async (choice) => {
    const { rosa, guest, known, marks } = await everywhere()
    const ben = await everywhere()
    const { id, email, name, handle, about, website } = rosa
    const identity = [id, email, name, handle, String(about), String(website), guest.id]
    identity.push(known.recipient)
    const before = await readEverything()
    for (const mark of [...identity, ...marks]) expect(before, mark).toContain(mark)

    await eraseMember({ db, now, secret, choice }, rosa)
    const after = await readEverything()
    for (const mark of identity) expect(after, mark).not.toContain(mark)
    const kept = marks
      .filter((mark) => after.includes(mark))
      .map((mark) => mark.replace(/^mark-|-\d+$/g, ''))
    // What they did as a host stays without them, and so do comments that nobody asked to go.
    expect(kept.toSorted()).toEqual([
      'alert_updates-by',
      ...(choice === 'stay' ? ['comments-guest_id', 'comments-member_id'] : []),
      'comments-read_by',
      'conversations-started_by',
      'credits-giver',
      'grants-granted_by',
      'log-by',
      'log-subject',
      'messages-by',
      'remarks-by',
      'saved_replies-by',
      'versions-by',
    ])
    for (const mark of [ben.rosa.id, ben.rosa.email, ben.guest.id, ...ben.marks])
      expect(after, mark).toContain(mark)
  },
)

test('a guest’s data is exported and erased by email address', async () => {
  const { guest, known, marks } = await everywhere()
  const mine = marks.filter((mark) => /comments-guest|mailbox|outbox|verifications/.test(mark))
  const { bytes } = await exportOf({ db, hub, now, secret }, guestSubject(guest.email), guest.email)
  const all = Object.values(await unzip(bytes)).join()
  for (const mark of [guest.id, guest.email, ...mine]) expect(all, mark).toContain(mark)

  await eraseGuest({ db, now, secret, choice: 'go' }, guest.email)
  const after = await readEverything()
  for (const mark of [guest.id, guest.name, known.recipient, ...mine])
    expect(after, mark).not.toContain(mark)
})
