import { type Context, Hono } from 'hono'
import { paths } from '../../site/contract'
import { readClaimable } from '../comments/leaving'
import { readUnconfirmed, type Seen } from '../comments/unconfirmed'
import { OwnRanking } from '../contributors/own'
import { findStanding } from '../contributors/queries'
import { conversationById } from '../conversations/rules'
import { know, placeIn, withMerged } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { listGrants } from '../members/queries'
import { listMentions } from '../mentions/queries'
import { isReadableBy } from '../mentions/rules'
import { askerOf, stepsAbove } from '../members/rules'
import { within } from '../kit/within'
import { isSilenced } from '../members/silence'
import { Silenced } from '../members/silence-view'
import { changeToSeen, listMessages } from '../notices/messages'
import { forgetAll } from '../shell/edge'
import { noted } from '../shell/note'
import { PATIENCE } from '../shell/compose'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import { drawWaysIn } from '../sign-in/own'
import { endSession, endSessions, listSessions } from '../sign-in/queries'
import { toSignIn } from '../sign-in/session'
import { knownTo, mayIn } from '../spaces/rules'
import { Claim, FEW } from './claim'
import { claimGuest } from './claiming'
import { MANY_UNCONFIRMED, unconfirmedForm } from './form'
import { Given } from './given'
import { Letters } from './letters'
import { Mentions } from './mentions'
import { Messages } from './messages'
import { Sessions } from './sessions'
import { Unconfirmed } from './unconfirmed'
import { OwnPage, OwnPart } from './view'
import { deny, vouch } from './vouching'

export const me = new Hono<App>()

me.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

/** Somebody's own page; it is there for whoever is signed in, and for nobody else. */
me.get('/me/', async (c) => {
  const { db, now } = c.var
  const member = await within(PATIENCE, c.var.member())
  if (!member) return toSignIn(c)
  const [messages, mentioned, grants, sessions, ways, claimable, unconfirmed, standing] =
    await Promise.all([
      member.unseen > 0 ? listMessages(db, member.id) : [],
      listMentions(db, member.id),
      listGrants(db, member.id),
      listSessions(db, member.id, now),
      drawWaysIn(c, member),
      readClaimable(db, member.id, FEW),
      readUnconfirmed(db, member.id, MANY_UNCONFIRMED),
      findStanding(db, member.id),
    ])
  const told = messages.map(({ conversation }) => conversation ?? '')
  c.set('hub', await withMerged(db, c.var.hub, told))
  const knowing = await know(
    c,
    [...mentioned, ...claimable.first, ...unconfirmed.first].map(
      ({ conversation }) => conversation,
    ),
  )
  const asker = askerOf(knowing, member, undefined, now)
  const { level } = asker
  const hub = knownTo(knowing, asker, member.id)
  const ideaOf = (id: string) => conversationById(knowing, id)
  const mayReadIdea = (id: string) => {
    const place = placeIn(knowing, id)
    return Boolean(place && place.isListed !== false && mayIn(hub, asker, 'read', place) === 'yes')
  }
  const mentions = mentioned.filter(isReadableBy(hub, asker))
  const [above] = stepsAbove(hub.levels, level, member, now)
  return showFrame(c, {
    title: 'You',
    page: paths.me(),
    children: (
      <OwnPage hub={hub} member={member} standing={{ level, next: above?.level }}>
        {isSilenced(member, now) && (
          <OwnPart id="silence" title="Silenced" about="It ends by itself, or when a host ends it.">
            <Silenced hub={hub} member={member} />
          </OwnPart>
        )}
        {messages.length > 0 && <Messages {...{ hub, messages, ideaOf, mayReadIdea }} />}
        {mentions.length > 0 && <Mentions hub={hub} mentions={mentions} />}
        {unconfirmed.all > 0 && <Unconfirmed hub={hub} {...unconfirmed} asOf={now} />}
        {claimable.all > 0 && <Claim hub={hub} {...claimable} />}
        {!member.role && <OwnRanking hub={hub} standing={standing} isOut={member.isUnranked} />}
        {grants.length > 0 && <Given hub={hub} grants={grants} />}
        {ways}
        <Letters member={member} />
        <Sessions hub={hub} sessions={sessions} here={member.sessionId} />
      </OwnPage>
    ),
  })
})

/** Puts a message away that was read; what another was told is not there. */
me.post('/me/messages/:id/seen', async (c) => {
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const id = c.req.param('id')
  const seen = isId(id) ? await changeToSeen(c.var.db, member.id, id, c.var.now) : []
  if (seen.length === 0) return showMissing(c)
  // The part is gone with its last message.
  return c.redirect(member.unseen > 1 ? `${paths.me()}#messages` : paths.me(), 303)
})

/** Ends one of one's own sessions; what is another's is not there. */
me.post('/me/sessions/:id/ending', async (c) => {
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const id = c.req.param('id')
  const ended = isId(id) ? await endSession(c.var.db, member.id, id) : []
  return ended.length > 0
    ? c.redirect(noted(`${paths.me()}#sessions`, 'signed-out'), 303)
    : showMissing(c)
})

me.post('/me/sessions/ending', async (c) => {
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  await endSessions(c.var.db, member.id, member.sessionId)
  return c.redirect(noted(`${paths.me()}#sessions`, 'signed-out'), 303)
})

/** One press, and what a guest wrote is the member's who they became. */
me.post('/me/claim', async (c) => {
  const { db, hub, now } = c.var
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const conversations = await claimGuest({ db, hub, now }, member)
  c.executionCtx.waitUntil(forgetAll(c.var, conversations))
  return c.redirect(noted(paths.me(), 'claimed'), 303)
})

/** What a member answers about words that they have seen on their page. */
const seenIn = async (c: Context<App>, memberId: string): Promise<Seen> => {
  const { comment, ...input } = unconfirmedForm.read(await c.req.arrayBuffer())
  const asOf = new Date(input.asOf)
  const ids = comment.filter(isId).slice(0, MANY_UNCONFIRMED)
  return { memberId, ids, asOf: Number.isNaN(asOf.getTime()) ? new Date(0) : asOf }
}

me.post('/me/vouching', async (c) => {
  const { db, hub, now } = c.var
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const vouched = await vouch({ db, hub, now }, member, await seenIn(c, member.id))
  c.executionCtx.waitUntil(forgetAll(c.var, vouched))
  return c.redirect(noted(paths.me(), 'vouched'), 303)
})

me.post('/me/denial', async (c) => {
  const { db, hub, now } = c.var
  const member = await c.var.member()
  if (!member) return toSignIn(c)
  const denied = await deny({ db, hub, now }, await seenIn(c, member.id))
  c.executionCtx.waitUntil(forgetAll(c.var, denied))
  return c.redirect(noted(paths.me(), 'denied'), 303)
})
