import type { Context } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { countPublic, type ErasureChoice } from '../../discussion/comments/personal-data'
import type { App } from '../../env'
import { idInToken } from '../../lib/signed-token'
import { guestLeaving, type Leaver, memberHere } from '../../accounts/members/erasure-subject.table'
import { findGuestByEmail, hasOtherOwner, isGuestOf } from '../../accounts/members/personal-data'
import { isBanned } from '../../accounts/members/ban.rules'
import { findGuest, findMember, findMemberByEmail } from '../../accounts/members/queries'
import { GUEST } from '../../accounts/members/visitor.middleware'
import { outgoing } from '../../notifications/queries'
import { recipientOf } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { forgetPerson } from '../../http/page-cache'
import { purgeConversations } from '../../discussion/conversations/purge.commands'
import { showFrame, showSentence } from '../../http/layout'
import { isRateLimited, showRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { SESSION } from '../../accounts/sign-in/session.middleware'
import { eraseGuest, eraseMember, FORMER_NAMES } from './erasure.commands'
import { exportOf } from './export.queries'
import { type ErasureFault, erasureForm, type ErasureInput, leavingEmailForm } from './form'
import { GuestAskingPage, GuestLeavingPage, MemberLeavingPage } from './view'
import { isLeavingToken } from './leaving.token'

/** `/me/`: what the hub holds of a person, to take away or to erase. */
export const leaving = newRouter()

const readInput = async (c: Context<App>): Promise<ErasureInput> =>
  erasureForm.read(await c.req.arrayBuffer())

/** What was refused, with what was chosen so far. */
interface Refused {
  input?: ErasureInput
  fault?: ErasureFault | undefined
}

const showMember = async (c: Context<App>, member: SignedIn, refused: Refused = {}) => {
  const { db, now } = c.var
  const [comments, isOtherOwner] = await Promise.all([
    countPublic(db, memberHere(member.id)),
    member.role !== 'owner' || hasOtherOwner(db, member.id, now),
  ])
  return showFrame(c, {
    title: 'Leaving',
    status: refused.fault || (refused.input && !isOtherOwner) ? 422 : 200,
    children: (
      <MemberLeavingPage
        paths={c.var.hub.paths}
        action={c.var.hub.paths.erasure()}
        signed={FORMER_NAMES.member}
        comments={comments}
        isOnlyOwner={!isOtherOwner}
        {...refused}
      />
    ),
  })
}

const showAsking = (c: Context<App>, email?: string) =>
  showFrame(c, {
    title: 'See or erase what we hold of you',
    status: email === undefined ? 200 : 422,
    children: (
      <GuestAskingPage paths={c.var.hub.paths} email={email ?? ''} isFaulty={email !== undefined} />
    ),
  })

leaving.get('/leaving/', async (c) => {
  const member = await c.var.member()
  return member ? showMember(c, member) : showAsking(c)
})

/** Hands over all that is held; nothing of it stays in a browser's store. */
const handOver = async (c: Context<App>, secret: string, leaver: Leaver, email: string) => {
  const { db, hub, now } = c.var
  const { name, bytes } = await exportOf({ db, hub, now, secret }, leaver, email)
  return c.body(bytes, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
  })
}

leaving.post('/export', requireMember, async (c) => {
  const member = await memberIn(c)
  return handOver(c, c.env.HUB_SECRET!, memberHere(member.id), member.email)
})

/** Kept pages on which they spoke are drawn anew, and this browser forgets them too. */
const partFrom = (c: Context<App>, conversations: string[], cookies: string[]) => {
  c.executionCtx.waitUntil(purgeConversations(c.var, conversations))
  for (const cookie of cookies) deleteCookie(c, cookie, { path: c.var.hub.base })
  return c.redirect(c.var.hub.paths.farewell(), 303)
}

const erasing = (c: Context<App>, secret: string, parting: ErasureChoice) => {
  const { db, now } = c.var
  return { db, now, secret, parting }
}

/** Without a session they may have left a moment ago, and pressed twice. */
leaving.post('/erasure', async (c) => {
  const { db, now } = c.var
  const member = await c.var.member()
  if (!member) return c.redirect(c.var.hub.paths.leaving(), 303)
  const input = await readInput(c)
  const { values, faults } = erasureForm.check(input)
  const isOwner = member.role === 'owner'
  if (!values || (isOwner && !(await hasOtherOwner(db, member.id, now))))
    return showMember(c, member, { input, fault: faults?.[0] })

  const parting = erasing(c, c.env.HUB_SECRET!, values.comments)
  const conversations = await eraseMember(parting, member)
  c.executionCtx.waitUntil(forgetPerson(c.var.hub.paths, member))
  return partFrom(c, conversations, [SESSION, GUEST])
})

leaving.get('/farewell/', (c) =>
  showSentence(
    c,
    200,
    'You have left',
    'What the hub held of you is erased. Thank you for having been here; the door stays open.',
  ),
)

const showOnItsWay = (c: Context<App>) =>
  showSentence(
    c,
    200,
    'Look into your mailbox',
    'If we hold anything under that address, a letter with a link to it is on its way. If none comes, we hold nothing.',
  )

/** Writes to whoever has something here under this address, and to nobody else. */
const mailLink = async (c: Context<App>, secret: string, email: string) => {
  const { db, now } = c.var
  const somebody = (await findMemberByEmail(db, email)) ?? (await findGuestByEmail(db, email))
  if (!somebody) return
  const recipient = await recipientOf(secret, somebody.email.toLowerCase())
  await outgoing(db, { event: 'guest.leaving', subject: somebody.id, recipient, now })
  await c.var.sendOutbox(somebody.id)
}

/** The answer is the same for everybody, and comes before it is known whether there is anything. */
leaving.post('/leaving/letter', async (c) => {
  const input = leavingEmailForm.read(await c.req.arrayBuffer())
  if (!c.env.HUB_SECRET || !hasSender(c.env))
    return showSentence(
      c,
      503,
      'This hub can not send letters yet',
      'Please write to its owner, from the address that you used here.',
    )
  const { values } = leavingEmailForm.check(input)
  if (!values) return showAsking(c, input.email)
  const { email } = values
  if (await isRateLimited(c)) return showRateLimited(c)
  c.executionCtx.waitUntil(
    mailLink(c, c.env.HUB_SECRET, email).catch((error: unknown) => {
      console.error('a letter to somebody who leaves was not written:', error)
    }),
  )
  return c.redirect(c.var.hub.paths.leavingLetterSent(), 303)
})

leaving.get('/leaving/letter/', showOnItsWay)

/** Whom a letter can be for: a guest, or a member who can not sign in. */
const findLeaver = async (c: Context<App>, id: string | undefined) => {
  const { db, now } = c.var
  const [guest, member] = await Promise.all([findGuest(db, id), findMember(db, id ?? '')])
  if (member?.emailVerified && isBanned(member, now))
    return { ...member, leaver: memberHere(member.id), as: 'member' as const }
  return guest && { ...guest, leaver: guestLeaving(guest.email), as: 'guest' as const }
}

/** Whoever's mailbox the letter reached, if it is genuine and its time is not over. */
const leavingGuest = async (c: Context<App>) => {
  const secret = c.env.HUB_SECRET
  const token = c.req.param('token') ?? ''
  const guest = await findLeaver(c, idInToken(token))
  const isGood = guest && secret && (await isLeavingToken(secret, guest, token, c.var.now))
  return isGood ? { guest, token, secret } : undefined
}

const showUsedUp = (c: Context<App>) =>
  showSentence(
    c,
    404,
    'This link is no longer good',
    'It may be too old, or not whole; or all that it led to is erased already.',
  )

type Leaving = NonNullable<Awaited<ReturnType<typeof leavingGuest>>>

const showGuest = async (c: Context<App>, { guest, token }: Leaving, refused: Refused = {}) =>
  showFrame(c, {
    title: 'What we hold of you',
    status: refused.fault ? 422 : 200,
    children: (
      <GuestLeavingPage
        action={c.var.hub.paths.guestErasure(token)}
        data={c.var.hub.paths.guestData(token)}
        signed={FORMER_NAMES[guest.as]}
        comments={await countPublic(c.var.db, guest.leaver)}
        {...refused}
      />
    ),
  })

leaving.get('/leaving/:token/', async (c) => {
  const leaver = await leavingGuest(c)
  return leaver ? showGuest(c, leaver) : showUsedUp(c)
})

leaving.post('/leaving/:token/export', async (c) => {
  const leaver = await leavingGuest(c)
  if (!leaver) return showUsedUp(c)
  const { guest, secret } = leaver
  return handOver(c, secret, guest.leaver, guest.email)
})

leaving.post('/leaving/:token/erasure', async (c) => {
  const leaver = await leavingGuest(c)
  if (!leaver) return showUsedUp(c)
  const input = await readInput(c)
  const { values, faults } = erasureForm.check(input)
  if (faults) return showGuest(c, leaver, { input, fault: faults[0] })
  const { guest, secret } = leaver
  const isHere = await isGuestOf(c.var.db, c.var.visitor, guest.email)
  const parting = erasing(c, secret, values.comments)
  const conversations =
    guest.as === 'member'
      ? await eraseMember(parting, guest)
      : await eraseGuest(parting, guest.email)
  if (guest.as === 'member') c.executionCtx.waitUntil(forgetPerson(c.var.hub.paths, guest))
  return partFrom(c, conversations, isHere ? [GUEST] : [])
})
