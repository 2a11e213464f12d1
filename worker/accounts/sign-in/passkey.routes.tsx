import type { Context } from 'hono'
import type { App } from '../../env'
import { findMember } from '../members/queries'
import { hasSender } from '../../notifications/rules'
import { flash } from '../../http/flash'
import { showPage, showMissing } from '../../http/layout'
import { isRateLimited, rateLimit } from '../../http/rate-limit'
import { memberIn, requireMember } from './require-member.middleware'
import { newRouter } from '../../http/router'
import { cleanLine } from '../../lib/clean-text'
import { enabledProviders } from './enabled-providers.middleware'
import { completeSignIn, showSignIn, showSignInNotSetUp } from './responses.routes'
import { newPasskeyForm, passkeyForm } from './form'
import { addPasskey, recordPasskeyUse, removePasskey } from './method.commands'
import { findPasskey, findSignInMethods } from './queries'
import { browserName, safeReturnPath } from './rules'
import { type SignInReason, signInStatus, signInTitles } from './messages'
import { MethodRefusal } from './own-methods.view'

/** `/sign-in/`: sign-in by passkey. */
export const passkeySignIn = newRouter()

/** `/me/`: the passkeys of a member. */
export const ownPasskeys = newRouter()

/** The library is large, so it is only loaded for requests with a passkey. */
const load = () => import('./passkey.commands')

/** The rate limit for requests of a script. */
const refuseAsJson = rateLimit((c) => c.json({}, 429))

/** The challenge that a passkey must sign. Each request stores a row, so it is rate-limited. */
passkeySignIn.post('/passkey/challenge', refuseAsJson, async (c) => {
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  const { authenticationOptionsFor } = await load()
  return c.json(await authenticationOptionsFor(c.var))
})

/** Signs in the member whose passkey has signed the challenge. */
passkeySignIn.post('/passkey', async (c) => {
  const { db, now } = c.var
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  const sent = passkeyForm.read(await c.req.arrayBuffer())
  const returnTo = safeReturnPath(c.var.hub.paths, sent.returnTo)
  const refuse = (fault: SignInReason) => showSignIn(c, { returnTo, fault })
  if (await isRateLimited(c)) return refuse('too-fast')
  const { credentialIdIn, verifyPasskeyUse } = await load()
  const key = await findPasskey(db, credentialIdIn(sent.credential))
  const counter = key && (await verifyPasskeyUse(c.var, key, sent.credential))
  if (!key || counter === undefined) return refuse('passkey')

  // A counter used twice means two passkeys, and one of them is a copy.
  const used = await recordPasskeyUse(db, key, counter, now)
  const member = used.length > 0 && (await findMember(db, key.memberId))
  if (!member) return refuse('passkey')
  return completeSignIn(c, { member, name: member.name, isNew: false }, returnTo)
})

ownPasskeys.post('/passkeys/challenge', refuseAsJson, async (c) => {
  const member = await c.var.member()
  if (!member) return c.json({}, 403)
  const { registrationOptionsFor } = await load()
  const { keys } = await findSignInMethods(c.var.db, member.id)
  return c.json(await registrationOptionsFor(c.var, member, keys))
})

const refuse = (c: Context<App>, title: string, fault: SignInReason) =>
  showPage(c, {
    title,
    status: signInStatus(fault),
    children: <MethodRefusal paths={c.var.hub.paths} title={title} fault={fault} />,
  })

/** The longest name of a passkey, in characters. */
const PASSKEY_NAME_LIMIT = 60

ownPasskeys.post('/passkeys', requireMember, async (c) => {
  const { db, now } = c.var
  const member = await memberIn(c)
  const sent = newPasskeyForm.read(await c.req.arrayBuffer())
  const { verifyNewPasskey } = await load()
  const key = await verifyNewPasskey(c.var, member, sent.credential)
  if (!key) return refuse(c, signInTitles.noPasskey, 'passkey-failed')
  const name = cleanLine(sent.name).slice(0, PASSKEY_NAME_LIMIT).toWellFormed()
  const browser = browserName(c.req.header('user-agent') ?? '')
  const added = await addPasskey(db, {
    ...key,
    memberId: member.id,
    name: name || browser,
    createdAt: now,
  })
  if (added.length === 0) return refuse(c, signInTitles.noPasskey, 'passkey-known')
  return c.redirect(flash(`${c.var.hub.paths.me()}#ways-in`, 'passkey-added'), 303)
})

/** Removes a passkey, unless it is the member’s only sign-in method. */
ownPasskeys.post('/passkeys/:id/removal', requireMember, async (c) => {
  const member = await memberIn(c)
  const { keys } = await findSignInMethods(c.var.db, member.id)
  const id = c.req.param('id')
  if (!keys.some((key) => key.id === id)) return showMissing(c)
  const open = { providers: enabledProviders(c).map(({ id }) => id), canMail: hasSender(c.env) }
  const removed = await removePasskey(c.var.db, member.id, id, open)
  if (removed.length === 0) return refuse(c, signInTitles.lastMethod, 'last-way')
  return c.redirect(flash(`${c.var.hub.paths.me()}#ways-in`, 'passkey-removed'), 303)
})
