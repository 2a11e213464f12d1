import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import { changeMentionToSeen } from '../comments/mentioning'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { changeLetters } from '../members/letters'
import { PATIENCE } from '../shell/compose'
import { showMissing, showUnavailable } from '../shell/frame'
import { toSignIn } from '../sign-in/session'
import { mentionEmailsForm } from './form'
import { listMentionable } from './queries'
import { offer, readTyped } from './rules'

export const mentions = new Hono<App>()

mentions.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

const isTooFast = async (c: Context<App>) =>
  !(await c.env.ATTEMPTS.limit({ key: `mentionable ${await c.var.addressHash()}` })).success

/** People whom a handle may mean that somebody has begun to type; everybody can see their pages. */
mentions.get('/people/mentionable', async (c) => {
  const typed = readTyped(c.req.query('q') ?? '')
  if (!typed || (await isTooFast(c))) return c.json([])
  // People of the house are known without the database.
  const found = await within(PATIENCE, listMentionable(c.var.db, typed, c.var.now)).catch(
    (error: unknown) => {
      console.error('members are not offered:', error)
      return []
    },
  )
  return c.json(offer(c.var.hub, typed, found))
})

/** Puts away where somebody was named; what is another's is not there. */
mentions.post('/me/mentions/:comment/seen', async (c) => {
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const comment = c.req.param('comment')
  const { db, now } = c.var
  const seen = isId(comment) ? await changeMentionToSeen(db, member.id, comment, now) : []
  return seen.length > 0 ? c.redirect(`${paths.me()}#mentions`, 303) : showMissing(c)
})

mentions.post('/me/letters', async (c) => {
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const { to } = mentionEmailsForm.read(await c.req.arrayBuffer())
  await changeLetters(c.var.db, member.id, to === 'off')
  return c.redirect(`${paths.me()}#letters`, 303)
})
