import type { Context } from 'hono'
import { readClaimable } from '../comments/leaving'
import { readUnconfirmed, type Seen } from '../comments/unconfirmed'
import { OwnRanking } from '../contributors/own'
import { findStanding } from '../contributors/queries'
import { conversationById } from '../conversations/rules'
import { placeIn, withMerged, withTopics } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { listGrants } from '../members/queries'
import { listMentions } from '../mentions/queries'
import { isReadableBy } from '../mentions/rules'
import { viewerOf, stepsAbove } from '../members/rules'
import { isSilenced } from '../members/silence'
import { Silenced } from '../members/silence-view'
import { changeToSeen, listMessages } from '../notices/messages'
import { forgetAll } from '../conversations/purge'
import { noted } from '../shell/note'
import { showFrame, showMissing } from '../shell/frame'
import { memberIn, requireMember } from '../shell/require-member'
import { newRouter } from '../shell/router'
import { drawWaysIn } from '../sign-in/own'
import { endSession, endSessions, listSessions } from '../sign-in/queries'
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

/** `/me/`: a member's own page. */
export const me = newRouter()

/** Somebody's own page; it is there for whoever is signed in, and for nobody else. */
me.get('/', requireMember, async (c) => {
  const { db, now } = c.var
  const member = await memberIn(c)
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
  const knowing = await withTopics(
    db,
    await withMerged(db, c.var.hub, told),
    [...mentioned, ...claimable.first, ...unconfirmed.first].map(
      ({ conversation }) => conversation,
    ),
  )
  const viewer = viewerOf(knowing, member, undefined, now)
  const { level } = viewer
  const hub = knownTo(knowing, viewer, member.id)
  const ideaOf = (id: string) => conversationById(knowing, id)
  const mayReadIdea = (id: string) => {
    const place = placeIn(knowing, id)
    return Boolean(place && place.isListed !== false && mayIn(hub, viewer, 'read', place) === 'yes')
  }
  const mentions = mentioned.filter(isReadableBy(hub, viewer))
  const [above] = stepsAbove(hub.levels, level, member, now)
  return showFrame(c, {
    title: 'You',
    page: hub.paths.me(),
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
        <Letters paths={hub.paths} member={member} />
        <Sessions hub={hub} sessions={sessions} here={member.sessionId} />
      </OwnPage>
    ),
  })
})

/** Puts a message away that was read; what another was told is not there. */
me.post('/messages/:id/seen', requireMember, async (c) => {
  const member = await memberIn(c)
  const id = c.req.param('id')
  const seen = isId(id) ? await changeToSeen(c.var.db, member.id, id, c.var.now) : []
  if (seen.length === 0) return showMissing(c)
  // The part is gone with its last message.
  return c.redirect(
    member.unseen > 1 ? `${c.var.hub.paths.me()}#messages` : c.var.hub.paths.me(),
    303,
  )
})

/** Ends one of one's own sessions; what is another's is not there. */
me.post('/sessions/:id/ending', requireMember, async (c) => {
  const member = await memberIn(c)
  const id = c.req.param('id')
  const ended = isId(id) ? await endSession(c.var.db, member.id, id) : []
  return ended.length > 0
    ? c.redirect(noted(`${c.var.hub.paths.me()}#sessions`, 'signed-out'), 303)
    : showMissing(c)
})

me.post('/sessions/ending', requireMember, async (c) => {
  const member = await memberIn(c)
  await endSessions(c.var.db, member.id, member.sessionId)
  return c.redirect(noted(`${c.var.hub.paths.me()}#sessions`, 'signed-out'), 303)
})

/** One press, and what a guest wrote is the member's who they became. */
me.post('/claim', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const conversations = await claimGuest({ db, hub, now }, member)
  c.executionCtx.waitUntil(forgetAll(c.var, conversations))
  return c.redirect(noted(hub.paths.me(), 'claimed'), 303)
})

/** What a member answers about words that they have seen on their page. */
const seenIn = async (c: Context<App>, memberId: string): Promise<Seen> => {
  const { comment, ...input } = unconfirmedForm.read(await c.req.arrayBuffer())
  const asOf = new Date(input.asOf)
  const ids = comment.filter(isId).slice(0, MANY_UNCONFIRMED)
  return { memberId, ids, asOf: Number.isNaN(asOf.getTime()) ? new Date(0) : asOf }
}

me.post('/vouching', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const vouched = await vouch({ db, hub, now }, member, await seenIn(c, member.id))
  c.executionCtx.waitUntil(forgetAll(c.var, vouched))
  return c.redirect(noted(hub.paths.me(), 'vouched'), 303)
})

me.post('/denial', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const denied = await deny({ db, hub, now }, await seenIn(c, member.id))
  c.executionCtx.waitUntil(forgetAll(c.var, denied))
  return c.redirect(noted(hub.paths.me(), 'denied'), 303)
})
