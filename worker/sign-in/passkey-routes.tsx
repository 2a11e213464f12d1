import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import type { App } from '../env'
import { findMember } from '../members/queries'
import { hasSender } from '../notices/rules'
import { noted } from '../shell/note'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import { cleanLine } from '../text/words'
import { doorsOf, isTooFast, letIn, showDoors, showNotSetUp } from './answers'
import { newPasskeyForm, passkeyForm } from './form'
import { addPasskey, changePasskey, findPasskey, readWays, removePasskey } from './queries'
import { browserOf, insideHub } from './rules'
import { type SignInReason, signInStatus } from './messages'
import { toSignIn } from './session'
import { OwnRefusal } from './ways'

export const passkeyRoutes = new Hono<App>()

passkeyRoutes.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

/** It is large, so that only who has a key loads it. */
const load = () => import('./passkey')

/** A browser asks what a key must sign. Each asking leaves a row, so that they are counted. */
passkeyRoutes.post('/sign-in/passkey/challenge', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  if (await isTooFast(c)) return c.json({}, 429)
  const { askForOne } = await load()
  return c.json(await askForOne(c.var))
})

/** Whoever holds a member's key is let in as them. */
passkeyRoutes.post('/sign-in/passkey', async (c) => {
  const { db, now } = c.var
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const sent = passkeyForm.read(await c.req.arrayBuffer())
  const returnTo = insideHub(sent.returnTo)
  const refuse = (fault: SignInReason) => showDoors(c, { returnTo, fault })
  if (await isTooFast(c)) return refuse('too-fast')
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

passkeyRoutes.post('/me/passkeys/challenge', async (c) => {
  const member = await c.var.member()
  if (!member) return c.json({}, 403)
  if (await isTooFast(c)) return c.json({}, 429)
  const { askForNew } = await load()
  const { keys } = await readWays(c.var.db, member.id)
  return c.json(await askForNew(c.var, member, keys))
})

const refuse = (c: Context<App>, title: string, fault: SignInReason) =>
  showFrame(c, {
    title,
    status: signInStatus(fault),
    children: <OwnRefusal title={title} fault={fault} />,
  })

/** The longest name of a key, in characters. */
const LONGEST_NAME = 60

passkeyRoutes.post('/me/passkeys', async (c) => {
  const { db, now } = c.var
  const member = await c.var.member()
  if (!member) return toSignIn(c)
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
  return c.redirect(noted(`${paths.me()}#ways-in`, 'passkey-added'), 303)
})

/** A key goes, unless nothing else would let them in. */
passkeyRoutes.post('/me/passkeys/:id/removal', async (c) => {
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const { keys } = await readWays(c.var.db, member.id)
  const id = c.req.param('id')
  if (!keys.some((key) => key.id === id)) return showMissing(c)
  const open = { providers: doorsOf(c).map((door) => door.id), canMail: hasSender(c.env) }
  const removed = await removePasskey(c.var.db, member.id, id, open)
  if (removed.length === 0) return refuse(c, 'This stays', 'last-way')
  return c.redirect(noted(`${paths.me()}#ways-in`, 'passkey-removed'), 303)
})
