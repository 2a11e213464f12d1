import type { Context } from 'hono'
import type { App } from '../../env'
import { isId, newId } from '../../lib/id'
import { changeEmail } from '../members/commands'
import { findMemberByEmail } from '../members/queries'
import { addToOutbox } from '../../notifications/commands'
import { hashRecipient } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { flash } from '../../http/flash'
import { showPage, showMissing, showMessage } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from './require-member.middleware'
import { newRouter } from '../../http/router'
import { enabledProviders } from './enabled-providers.middleware'
import { ownEmailForm } from './form'
import { idInLinkToken, linkToken, linkIdentifier, addressChangeIdentifier } from './link.token'
import { LinkSent } from './pages.view'
import { endSessions } from './session.commands'
import { createVerification, takeVerification } from './verification.commands'
import { removeAccount } from './method.commands'
import { findVerification, findSignInMethods, type SignedIn } from './queries'
import { LINK_MINUTES } from './rules'
import { type SignInReason, signInStatus, signInTitles } from './messages'
import { EmailForm, EmailProof, MethodRefusal } from './own-methods.view'

/** `/me/`: a member's email, and the accounts by which they sign in. */
export const ownMethods = newRouter()

const refuse = (c: Context<App>, title: string, fault: SignInReason) =>
  showPage(c, {
    title,
    status: signInStatus(fault),
    children: <MethodRefusal paths={c.var.hub.paths} title={title} fault={fault} />,
  })

/** Removes an account at a provider, unless it is the member’s only sign-in method. */
ownMethods.post('/ways/:id/removal', requireMember, async (c) => {
  const { db } = c.var
  const member = await memberIn(c)
  const id = c.req.param('id')
  const { accounts } = await findSignInMethods(db, member.id)
  if (!isId(id) || !accounts.some((account) => account.id === id)) return showMissing(c)
  const open = { providers: enabledProviders(c).map(({ id }) => id), canMail: hasSender(c.env) }
  const removed = await removeAccount(db, member.id, id, open)
  if (removed.length === 0) return refuse(c, signInTitles.lastMethod, 'last-way')
  return c.redirect(flash(`${c.var.hub.paths.me()}#ways-in`, 'way-removed'), 303)
})

const showEmailForm = (c: Context<App>, email: string, fault: SignInReason) =>
  showPage(c, {
    title: signInTitles.email,
    status: signInStatus(fault),
    children: (
      <div class="doorway">
        <h1>{signInTitles.email}</h1>
        <EmailForm paths={c.var.hub.paths} email={email} fault={fault} />
      </div>
    ),
  })

/** Emails a link to the address. The response does not reveal whether another member has it. */
ownMethods.post('/e-mail', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const { env } = c
  const member = await memberIn(c)
  const secret = env.HUB_SECRET!
  const input = ownEmailForm.read(await c.req.arrayBuffer())
  if (await isRateLimited(c)) return showEmailForm(c, input.email, 'too-fast')
  const { values, faults } = ownEmailForm.check(input)
  if (faults) return showEmailForm(c, input.email, faults[0].reason)
  const { email } = values
  if (!hasSender(env)) return showEmailForm(c, input.email, 'no-sender')

  const subject = newId(now)
  const waiting = {
    id: newId(now),
    identifier: await linkIdentifier('e-mail', await linkToken(secret, 'e-mail', subject)),
    value: JSON.stringify({ email, memberId: member.id }),
    expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000),
  }
  const recipient = await hashRecipient(secret, email)
  await db.batch([
    createVerification(db, waiting, now),
    addToOutbox(db, { event: 'member.e-mail', subject, recipient, now }),
  ])
  c.executionCtx.waitUntil(c.var.sendOutbox(subject))
  return c.redirect(hub.paths.ownEmailSent(), 303)
})

ownMethods.get('/e-mail/', (c) =>
  showPage(c, {
    title: signInTitles.sent,
    children: (
      <LinkSent
        paths={c.var.hub.paths}
        minutes={LINK_MINUTES}
        isLocal={Boolean(c.env.HUB_LOCAL)}
        again={c.var.hub.paths.me()}
      />
    ),
  }),
)

interface AddressProof {
  email: string
  memberId: string
}

const identifierIn = async (c: Context<App>) => {
  const token = c.req.param('token') ?? ''
  return idInLinkToken(token) ? linkIdentifier('e-mail', token) : undefined
}

/** The proof behind the link, if it was emailed for this member: another would take over the address. */
const proofIn = async (c: Context<App>, member: SignedIn): Promise<AddressProof | undefined> => {
  const waiting = await identifierIn(c)
  const value = waiting && (await findVerification(c.var.db, waiting, c.var.now))
  const proof: AddressProof | undefined = value ? JSON.parse(value) : undefined
  return proof?.memberId === member.id ? proof : undefined
}

const showLinkExpired = (c: Context<App>) =>
  showMessage(
    c,
    404,
    signInTitles.linkGone,
    `It may have been used, be older than ${LINK_MINUTES} minutes, or belong to another member. Request another on your account page.`,
  )

ownMethods.get('/e-mail/:token/', requireMember, async (c) => {
  const member = await memberIn(c)
  const proof = await proofIn(c, member)
  if (!proof) return showLinkExpired(c)
  return showPage(c, {
    title: signInTitles.confirmEmail,
    children: (
      <EmailProof email={proof.email} action={c.var.hub.paths.ownEmailLink(c.req.param('token'))} />
    ),
  })
})

/** How long the email about a change can wait to be sent, in milliseconds. */
const NOTICE_MS = 24 * 60 * 60 * 1000

/** The statements that queue an email to the member’s old address, if it was confirmed, and its sending. */
const notifyOldAddress = async (
  c: Context<App>,
  { id: memberId, email, emailVerified }: SignedIn,
) => {
  const { db, now } = c.var
  if (!emailVerified) return { statements: [], send: async () => undefined }
  const subject = newId(now)
  const waiting = {
    id: newId(now),
    identifier: addressChangeIdentifier(subject),
    value: JSON.stringify({ email, memberId }),
    expiresAt: new Date(now.getTime() + NOTICE_MS),
  }
  const recipient = await hashRecipient(c.env.HUB_SECRET!, email)
  return {
    statements: [
      createVerification(db, waiting, now),
      addToOutbox(db, { event: 'member.e-mail-changed', subject, recipient, now }),
    ],
    send: () => c.var.sendOutbox(subject),
  }
}

/** Stores the confirmed address, and ends the member’s other sessions. */
ownMethods.post('/e-mail/:token/', requireMember, async (c) => {
  const { db, now } = c.var
  const member = await memberIn(c)
  const proof = await proofIn(c, member)
  const taken = proof && (await takeVerification(db, (await identifierIn(c))!, now))
  if (!proof || !taken) return showLinkExpired(c)
  const other = await findMemberByEmail(db, proof.email)
  if (other && other.id !== member.id) return refuse(c, signInTitles.taken, 'email-taken')
  const notice = await notifyOldAddress(c, member)
  await db.batch([
    changeEmail(db, member.id, proof.email, now),
    endSessions(db, member.id, member.sessionId),
    ...notice.statements,
  ])
  c.executionCtx.waitUntil(notice.send())
  return c.redirect(flash(`${c.var.hub.paths.me()}#ways-in`, 'e-mail'), 303)
})
