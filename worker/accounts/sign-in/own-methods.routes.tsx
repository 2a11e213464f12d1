import type { Context } from 'hono'
import type { App } from '../../env'
import { isId, newId } from '../../lib/id'
import { changeEmail, findMemberByEmail } from '../members/queries'
import { addToOutbox } from '../../notifications/queries'
import { hashRecipient } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { flash } from '../../http/flash'
import { showPage, showMissing, showMessage } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from './require-member.middleware'
import { newRouter } from '../../http/router'
import { enabledProviders } from './responses.routes'
import { ownEmailForm } from './form'
import { idInLinkToken, linkToken, linkIdentifier, addressChangeIdentifier } from './link.token'
import { LinkSent } from './pages.view'
import {
  createVerification,
  endSessions,
  findVerification,
  findSignInMethods,
  removeAccount,
  type SignedIn,
  takeVerification,
} from './queries'
import { LINK_MINUTES } from './rules'
import { type SignInReason, signInStatus } from './messages'
import { EmailForm, EmailProof, MethodRefusal } from './own-methods.view'

/** `/me/`: a member's email, and the accounts by which they sign in. */
export const ownMethods = newRouter()

const refuse = (c: Context<App>, title: string, fault: SignInReason) =>
  showPage(c, {
    title,
    status: signInStatus(fault),
    children: <MethodRefusal paths={c.var.hub.paths} title={title} fault={fault} />,
  })

/** An account at a provider goes, unless nothing else would let them in. */
ownMethods.post('/ways/:id/removal', requireMember, async (c) => {
  const { db } = c.var
  const member = await memberIn(c)
  const id = c.req.param('id')
  const { accounts } = await findSignInMethods(db, member.id)
  if (!isId(id) || !accounts.some((account) => account.id === id)) return showMissing(c)
  const open = { providers: enabledProviders(c).map((door) => door.id), canMail: hasSender(c.env) }
  const removed = await removeAccount(db, member.id, id, open)
  if (removed.length === 0) return refuse(c, 'This stays', 'last-way')
  return c.redirect(flash(`${c.var.hub.paths.me()}#ways-in`, 'way-removed'), 303)
})

const showEmailForm = (c: Context<App>, email: string, fault: SignInReason) =>
  showPage(c, {
    title: 'Your e-mail',
    status: signInStatus(fault),
    children: (
      <div class="doorway">
        <h1>Your e-mail</h1>
        <EmailForm paths={c.var.hub.paths} email={email} fault={fault} />
      </div>
    ),
  })

/** A letter goes to the address, whoever else has it: the answer tells nothing of anybody. */
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
    title: 'Look into your mail',
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

/** What the letter proves, if it is this member's: whoever else follows it would gain their mail. */
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
    'This link is no longer good',
    'It may have been used, be older than a quarter of an hour, or belong to another member. Ask for another on your own page.',
  )

ownMethods.get('/e-mail/:token/', requireMember, async (c) => {
  const member = await memberIn(c)
  const proof = await proofIn(c, member)
  if (!proof) return showLinkExpired(c)
  return showPage(c, {
    title: 'Is this address yours?',
    children: (
      <EmailProof email={proof.email} action={c.var.hub.paths.ownEmailLink(c.req.param('token'))} />
    ),
  })
})

/** For how long the letter about a change may be on its way, in milliseconds. */
const NOTICE_MS = 24 * 60 * 60 * 1000

/** What tells the old address of a member, if it was theirs, in the batch that changes it. */
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

/** The address is theirs; whoever is signed in as them elsewhere is not any more. */
ownMethods.post('/e-mail/:token/', requireMember, async (c) => {
  const { db, now } = c.var
  const member = await memberIn(c)
  const proof = await proofIn(c, member)
  const taken = proof && (await takeVerification(db, (await identifierIn(c))!, now))
  if (!proof || !taken) return showLinkExpired(c)
  const other = await findMemberByEmail(db, proof.email)
  if (other && other.id !== member.id) return refuse(c, 'This address is taken', 'email-taken')
  const telling = await notifyOldAddress(c, member)
  await db.batch([
    changeEmail(db, member.id, proof.email, now),
    endSessions(db, member.id, member.sessionId),
    ...telling.statements,
  ])
  c.executionCtx.waitUntil(telling.send())
  return c.redirect(flash(`${c.var.hub.paths.me()}#ways-in`, 'e-mail'), 303)
})
