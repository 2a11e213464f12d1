import type { Context } from 'hono'
import type { App } from '../../env'
import { isId, newId } from '../../lib/id'
import { changeEmail, findMemberByEmail } from '../members/queries'
import { outgoing } from '../../notifications/queries'
import { recipientOf } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { noted } from '../../http/flash'
import { showFrame, showMissing, showSentence } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { memberIn, requireMember } from './require-member.middleware'
import { newRouter } from '../../http/router'
import { doorsOf } from './responses.routes'
import { ownEmailForm } from './form'
import { idIn, tokenOf, waitingAs, waitingToTell } from './link.token'
import { Sent } from './pages.view'
import {
  addUnproven,
  endSessions,
  findUnproven,
  readWays,
  removeAccount,
  type SignedIn,
  takeUnproven,
} from './queries'
import { LINK_MINUTES } from './rules'
import { type SignInReason, signInStatus } from './messages'
import { EmailForm, EmailProof, OwnRefusal } from './own-methods.view'

/** `/me/`: a member's email, and the accounts by which they sign in. */
export const ownWays = newRouter()

const refuse = (c: Context<App>, title: string, fault: SignInReason) =>
  showFrame(c, {
    title,
    status: signInStatus(fault),
    children: <OwnRefusal paths={c.var.hub.paths} title={title} fault={fault} />,
  })

/** An account at a provider goes, unless nothing else would let them in. */
ownWays.post('/ways/:id/removal', requireMember, async (c) => {
  const { db } = c.var
  const member = await memberIn(c)
  const id = c.req.param('id')
  const { accounts } = await readWays(db, member.id)
  if (!isId(id) || !accounts.some((account) => account.id === id)) return showMissing(c)
  const open = { providers: doorsOf(c).map((door) => door.id), canMail: hasSender(c.env) }
  const removed = await removeAccount(db, member.id, id, open)
  if (removed.length === 0) return refuse(c, 'This stays', 'last-way')
  return c.redirect(noted(`${c.var.hub.paths.me()}#ways-in`, 'way-removed'), 303)
})

const showEmail = (c: Context<App>, email: string, fault: SignInReason) =>
  showFrame(c, {
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
ownWays.post('/e-mail', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const { env } = c
  const member = await memberIn(c)
  const secret = env.HUB_SECRET!
  const input = ownEmailForm.read(await c.req.arrayBuffer())
  if (await isRateLimited(c)) return showEmail(c, input.email, 'too-fast')
  const { values, faults } = ownEmailForm.check(input)
  if (faults) return showEmail(c, input.email, faults[0].reason)
  const { email } = values
  if (!hasSender(env)) return showEmail(c, input.email, 'no-sender')

  const subject = newId(now)
  const waiting = {
    id: newId(now),
    identifier: await waitingAs('e-mail', await tokenOf(secret, 'e-mail', subject)),
    value: JSON.stringify({ email, memberId: member.id }),
    expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000),
  }
  const recipient = await recipientOf(secret, email)
  await db.batch([
    addUnproven(db, waiting, now),
    outgoing(db, { event: 'member.e-mail', subject, recipient, now }),
  ])
  c.executionCtx.waitUntil(c.var.sendOutbox(subject))
  return c.redirect(hub.paths.ownEmailSent(), 303)
})

ownWays.get('/e-mail/', (c) =>
  showFrame(c, {
    title: 'Look into your mail',
    children: (
      <Sent
        paths={c.var.hub.paths}
        minutes={LINK_MINUTES}
        isLocal={Boolean(c.env.HUB_LOCAL)}
        again={c.var.hub.paths.me()}
      />
    ),
  }),
)

interface Proof {
  email: string
  memberId: string
}

const waitingIn = async (c: Context<App>) => {
  const token = c.req.param('token') ?? ''
  return idIn(token) ? waitingAs('e-mail', token) : undefined
}

/** What the letter proves, if it is this member's: whoever else follows it would gain their mail. */
const proofIn = async (c: Context<App>, member: SignedIn): Promise<Proof | undefined> => {
  const waiting = await waitingIn(c)
  const value = waiting && (await findUnproven(c.var.db, waiting, c.var.now))
  const proof: Proof | undefined = value ? JSON.parse(value) : undefined
  return proof?.memberId === member.id ? proof : undefined
}

const showGone = (c: Context<App>) =>
  showSentence(
    c,
    404,
    'This link is no longer good',
    'It may have been used, be older than a quarter of an hour, or belong to another member. Ask for another on your own page.',
  )

ownWays.get('/e-mail/:token/', requireMember, async (c) => {
  const member = await memberIn(c)
  const proof = await proofIn(c, member)
  if (!proof) return showGone(c)
  return showFrame(c, {
    title: 'Is this address yours?',
    children: (
      <EmailProof email={proof.email} action={c.var.hub.paths.ownEmailLink(c.req.param('token'))} />
    ),
  })
})

/** For how long the letter about a change may be on its way, in milliseconds. */
const TELLING = 24 * 60 * 60 * 1000

/** What tells the old address of a member, if it was theirs, in the batch that changes it. */
const tellOldAddress = async (
  c: Context<App>,
  { id: memberId, email, emailVerified }: SignedIn,
) => {
  const { db, now } = c.var
  if (!emailVerified) return { statements: [], send: async () => undefined }
  const subject = newId(now)
  const waiting = {
    id: newId(now),
    identifier: waitingToTell(subject),
    value: JSON.stringify({ email, memberId }),
    expiresAt: new Date(now.getTime() + TELLING),
  }
  const recipient = await recipientOf(c.env.HUB_SECRET!, email)
  return {
    statements: [
      addUnproven(db, waiting, now),
      outgoing(db, { event: 'member.e-mail-changed', subject, recipient, now }),
    ],
    send: () => c.var.sendOutbox(subject),
  }
}

/** The address is theirs; whoever is signed in as them elsewhere is not any more. */
ownWays.post('/e-mail/:token/', requireMember, async (c) => {
  const { db, now } = c.var
  const member = await memberIn(c)
  const proof = await proofIn(c, member)
  const taken = proof && (await takeUnproven(db, (await waitingIn(c))!, now))
  if (!proof || !taken) return showGone(c)
  const other = await findMemberByEmail(db, proof.email)
  if (other && other.id !== member.id) return refuse(c, 'This address is taken', 'email-taken')
  const telling = await tellOldAddress(c, member)
  await db.batch([
    changeEmail(db, member.id, proof.email, now),
    endSessions(db, member.id, member.sessionId),
    ...telling.statements,
  ])
  c.executionCtx.waitUntil(telling.send())
  return c.redirect(noted(`${c.var.hub.paths.me()}#ways-in`, 'e-mail'), 303)
})
