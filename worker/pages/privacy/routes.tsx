import type { Context } from 'hono'
import { deleteSignedCookie } from '../../http/signed-cookie'
import { countPublicComments, type ErasureChoice } from '../../discussion/comments/personal-data'
import type { App } from '../../env'
import { idInToken } from '../../lib/signed-token'
import {
  guestSubject,
  type ErasureSubject,
  memberSubject,
} from '../../accounts/members/erasure-subject.table'
import { findGuestByEmail, hasOtherOwner, isGuestOf } from '../../accounts/members/personal-data'
import { isBanned } from '../../accounts/members/ban.rules'
import { findGuest, findMember, findMemberByEmail } from '../../accounts/members/queries'
import { GUEST_COOKIE } from '../../accounts/members/visitor.middleware'
import { addToOutbox } from '../../notifications/commands'
import { hashRecipient } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { purgePerson } from '../../http/purge'
import { purgeConversations } from '../../discussion/conversations/purge.commands'
import { showPage, showMessage } from '../../http/layout'
import { isRateLimited, showRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { SESSION_COOKIE } from '../../accounts/sign-in/session.middleware'
import { eraseGuest, eraseMember, FORMER_NAMES } from './erasure.personal-data'
import { exportOf } from './export.personal-data'
import { type ErasureFault, erasureForm, type ErasureInput, dataLinkForm } from './form'
import { privacyMessages, privacyTitles } from './messages'
import { DataRequestPage, GuestDataPage, DeleteAccountPage } from './view'
import { isDataLinkToken } from './erasure.token'
import { logError } from '../../http/log-error'

/** `/me/`: export and erasure of personal data. */
export const privacy = newRouter()

const readInput = async (c: Context<App>): Promise<ErasureInput> =>
  erasureForm.read(await c.req.arrayBuffer())

/** A refused form, with what was chosen. */
interface Refused {
  input?: ErasureInput
  fault?: ErasureFault | undefined
}

const showMember = async (c: Context<App>, member: SignedIn, refused: Refused = {}) => {
  const { db, now } = c.var
  const [comments, isOtherOwner] = await Promise.all([
    countPublicComments(db, memberSubject(member.id)),
    member.role !== 'owner' || hasOtherOwner(db, member.id, now),
  ])
  return showPage(c, {
    title: privacyTitles.member,
    status: refused.fault || (refused.input && !isOtherOwner) ? 422 : 200,
    children: (
      <DeleteAccountPage
        paths={c.var.hub.paths}
        action={c.var.hub.paths.erasure()}
        byline={FORMER_NAMES.member}
        comments={comments}
        isOnlyOwner={!isOtherOwner}
        {...refused}
      />
    ),
  })
}

const showAsking = (c: Context<App>, email?: string) =>
  showPage(c, {
    title: privacyTitles.request,
    status: email === undefined ? 200 : 422,
    children: (
      <DataRequestPage paths={c.var.hub.paths} email={email ?? ''} isFaulty={email !== undefined} />
    ),
  })

privacy.get('/leaving/', async (c) => {
  const member = await c.var.member()
  return member ? showMember(c, member) : showAsking(c)
})

/** Sends the archive as a download. */
const sendArchive = async (
  c: Context<App>,
  secret: string,
  subject: ErasureSubject,
  email: string,
) => {
  const { db, hub, now } = c.var
  const { name, bytes } = await exportOf({ db, hub, now, secret }, subject, email)
  return c.body(bytes, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
  })
}

privacy.post('/export', requireMember, async (c) => {
  const member = await memberIn(c)
  return sendArchive(c, c.env.HUB_SECRET!, memberSubject(member.id), member.email)
})

/** Purges cached pages with their comments, deletes the cookies, and redirects to the last page. */
const finishErasure = (c: Context<App>, conversations: string[], cookies: string[]) => {
  c.executionCtx.waitUntil(purgeConversations(c.var, conversations))
  for (const cookie of cookies) deleteSignedCookie(c, cookie)
  return c.redirect(c.var.hub.paths.farewell(), 303)
}

const erasureOf = (c: Context<App>, secret: string, choice: ErasureChoice) => {
  const { db, now } = c.var
  return { db, now, secret, choice }
}

/** Without a session the form was probably sent twice: the first erasure has ended the session. */
privacy.post('/erasure', async (c) => {
  const { db, now } = c.var
  const member = await c.var.member()
  if (!member) return c.redirect(c.var.hub.paths.leaving(), 303)
  const input = await readInput(c)
  const { values, faults } = erasureForm.check(input)
  const isOwner = member.role === 'owner'
  if (!values || (isOwner && !(await hasOtherOwner(db, member.id, now))))
    return showMember(c, member, { input, fault: faults?.[0] })

  const erasure = erasureOf(c, c.env.HUB_SECRET!, values.comments)
  const conversations = await eraseMember(erasure, member)
  // The other owner may have left at the same time.
  if (isOwner && (await findMember(db, member.id))) return showMember(c, member, { input })
  c.executionCtx.waitUntil(purgePerson(c.var, member))
  return finishErasure(c, conversations, [SESSION_COOKIE, GUEST_COOKIE])
})

privacy.get('/farewell/', (c) =>
  showMessage(c, 200, privacyTitles.deleted, privacyMessages.deleted),
)

const showLinkSent = (c: Context<App>) =>
  showMessage(c, 200, privacyTitles.sent, privacyMessages.sent)

/** Emails the link, but only to an address of a member or guest. */
const mailLink = async (c: Context<App>, secret: string, email: string) => {
  const { db, now } = c.var
  const person = (await findMemberByEmail(db, email)) ?? (await findGuestByEmail(db, email))
  if (!person) return
  const recipient = await hashRecipient(secret, person.email.toLowerCase())
  await addToOutbox(db, { event: 'guest.leaving', subject: person.id, recipient, now })
  await c.var.sendOutbox(person.id)
}

/** The response does not depend on whether the address is known, and does not wait for that. */
privacy.post('/leaving/letter', async (c) => {
  const input = dataLinkForm.read(await c.req.arrayBuffer())
  if (!c.env.HUB_SECRET || !hasSender(c.env))
    return showMessage(c, 503, privacyTitles.noSender, privacyMessages.noSender)
  const { values } = dataLinkForm.check(input)
  if (!values) return showAsking(c, input.email)
  const { email } = values
  if (await isRateLimited(c)) return showRateLimited(c)
  c.executionCtx.waitUntil(
    mailLink(c, c.env.HUB_SECRET, email).catch((error: unknown) => {
      logError(c, 'the email with the link to export and erasure was not queued', error)
    }),
  )
  return c.redirect(c.var.hub.paths.leavingLetterSent(), 303)
})

privacy.get('/leaving/letter/', showLinkSent)

/** The person a link can be for: a guest, or a member who is banned and cannot sign in. */
const findRecipient = async (c: Context<App>, id: string | undefined) => {
  const { db, now } = c.var
  const [guest, member] = await Promise.all([findGuest(db, id), findMember(db, id ?? '')])
  if (member?.emailVerified && isBanned(member, now))
    return { ...member, subject: memberSubject(member.id), as: 'member' as const }
  return guest && { ...guest, subject: guestSubject(guest.email), as: 'guest' as const }
}

/** The person the link was emailed to; `undefined` if the token is forged or expired. */
const tokenHolder = async (c: Context<App>) => {
  const secret = c.env.HUB_SECRET
  const token = c.req.param('token') ?? ''
  const guest = await findRecipient(c, idInToken(token))
  const isGood = guest && secret && (await isDataLinkToken(secret, guest, token, c.var.now))
  return isGood ? { guest, token, secret } : undefined
}

const showInvalidLink = (c: Context<App>) =>
  showMessage(c, 404, privacyTitles.linkGone, privacyMessages.linkGone)

type TokenHolder = NonNullable<Awaited<ReturnType<typeof tokenHolder>>>

const showGuest = async (c: Context<App>, { guest, token }: TokenHolder, refused: Refused = {}) =>
  showPage(c, {
    title: privacyTitles.guest,
    status: refused.fault ? 422 : 200,
    children: (
      <GuestDataPage
        action={c.var.hub.paths.guestErasure(token)}
        data={c.var.hub.paths.guestData(token)}
        byline={FORMER_NAMES[guest.as]}
        comments={await countPublicComments(c.var.db, guest.subject)}
        {...refused}
      />
    ),
  })

privacy.get('/leaving/:token/', async (c) => {
  const holder = await tokenHolder(c)
  return holder ? showGuest(c, holder) : showInvalidLink(c)
})

privacy.post('/leaving/:token/export', async (c) => {
  const holder = await tokenHolder(c)
  if (!holder) return showInvalidLink(c)
  const { guest, secret } = holder
  return sendArchive(c, secret, guest.subject, guest.email)
})

privacy.post('/leaving/:token/erasure', async (c) => {
  const holder = await tokenHolder(c)
  if (!holder) return showInvalidLink(c)
  const input = await readInput(c)
  const { values, faults } = erasureForm.check(input)
  if (faults) return showGuest(c, holder, { input, fault: faults[0] })
  const { guest, secret } = holder
  const isHere = await isGuestOf(c.var.db, c.var.visitor, guest.email)
  const erasure = erasureOf(c, secret, values.comments)
  const conversations =
    guest.as === 'member'
      ? await eraseMember(erasure, guest)
      : await eraseGuest(erasure, guest.email)
  if (guest.as === 'member') c.executionCtx.waitUntil(purgePerson(c.var, guest))
  return finishErasure(c, conversations, isHere ? [GUEST_COOKIE] : [])
})
