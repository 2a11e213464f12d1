import type { Context } from 'hono'
import type { App } from '../../env'
import { findMember } from '../members/queries'
import { hasSender } from '../../notifications/rules'
import { noted } from '../../http/flash'
import { showFrame, showMissing } from '../../http/layout'
import { isRateLimited, rateLimit } from '../../http/rate-limit'
import { memberIn, requireMember } from './require-member.middleware'
import { newRouter } from '../../http/router'
import { cleanLine } from '../../lib/clean-text'
import { doorsOf, letIn, showDoors, showNotSetUp } from './responses.routes'
import { newPasskeyForm, passkeyForm } from './form'
import { addPasskey, changePasskey, findPasskey, readWays, removePasskey } from './queries'
import { browserOf, insideHub } from './rules'
import { type SignInReason, signInStatus } from './messages'
import { OwnRefusal } from './own-methods.view'

/** `/sign-in/`: the way in by a passkey. */
export const passkeys = newRouter()

/** `/me/`: the passkeys of a member. */
export const ownPasskeys = newRouter()

/** It is large, so that only who has a key loads it. */
const load = () => import('./passkey.commands')

/** The rate limit, for a script that asks. */
const refuseAsJson = rateLimit((c) => c.json({}, 429))

/** A browser asks what a key must sign. Each asking leaves a row, so that they are counted. */
passkeys.post('/passkey/challenge', refuseAsJson, async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const { askForOne } = await load()
  return c.json(await askForOne(c.var))
})

/** Whoever holds a member's key is let in as them. */
passkeys.post('/passkey', async (c) => {
  const { db, now } = c.var
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const sent = passkeyForm.read(await c.req.arrayBuffer())
  const returnTo = insideHub(c.var.hub.paths, sent.returnTo)
  const refuse = (fault: SignInReason) => showDoors(c, { returnTo, fault })
  if (await isRateLimited(c)) return refuse('too-fast')
  const { keyIn, useOf } = await load()
  const key = await findPasskey(db, keyIn(sent.credential))
  const counter = key && (await useOf(c.var, key, sent.credential))
  if (!key || counter === undefined) return refuse('passkey')

  // Two uses of one counter are two keys, and one of them is a copy.
  const used = await changePasskey(db, key, counter, now)
  const member = used.length > 0 && (await findMember(db, key.memberId))
  if (!member) return refuse('passkey')
  return letIn(c, { member, name: member.name, isNew: false }, returnTo)
})

ownPasskeys.post('/passkeys/challenge', refuseAsJson, async (c) => {
  const member = await c.var.member()
  if (!member) return c.json({}, 403)
  const { askForNew } = await load()
  const { keys } = await readWays(c.var.db, member.id)
  return c.json(await askForNew(c.var, member, keys))
})

const refuse = (c: Context<App>, title: string, fault: SignInReason) =>
  showFrame(c, {
    title,
    status: signInStatus(fault),
    children: <OwnRefusal paths={c.var.hub.paths} title={title} fault={fault} />,
  })

/** The longest name of a key, in characters. */
const LONGEST_NAME = 60

ownPasskeys.post('/passkeys', requireMember, async (c) => {
  const { db, now } = c.var
  const member = await memberIn(c)
  const sent = newPasskeyForm.read(await c.req.arrayBuffer())
  const { newKeyIn } = await load()
  const key = await newKeyIn(c.var, member, sent.credential)
  if (!key) return refuse(c, 'That passkey was not added', 'passkey-failed')
  const name = cleanLine(sent.name).slice(0, LONGEST_NAME).toWellFormed()
  const browser = browserOf(c.req.header('user-agent') ?? '')
  const added = await addPasskey(db, {
    ...key,
    memberId: member.id,
    name: name || browser,
    createdAt: now,
  })
  if (added.length === 0) return refuse(c, 'That passkey was not added', 'passkey-known')
  return c.redirect(noted(`${c.var.hub.paths.me()}#ways-in`, 'passkey-added'), 303)
})

/** A key goes, unless nothing else would let them in. */
ownPasskeys.post('/passkeys/:id/removal', requireMember, async (c) => {
  const member = await memberIn(c)
  const { keys } = await readWays(c.var.db, member.id)
  const id = c.req.param('id')
  if (!keys.some((key) => key.id === id)) return showMissing(c)
  const open = { providers: doorsOf(c).map((door) => door.id), canMail: hasSender(c.env) }
  const removed = await removePasskey(c.var.db, member.id, id, open)
  if (removed.length === 0) return refuse(c, 'This stays', 'last-way')
  return c.redirect(noted(`${c.var.hub.paths.me()}#ways-in`, 'passkey-removed'), 303)
})
