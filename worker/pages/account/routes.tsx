import type { Context } from 'hono'
import { readClaimable } from '../../discussion/comments/personal-data'
import { readUnconfirmed, type SeenClaim } from '../../discussion/comments/guest-claims.commands'
import { OwnRanking } from '../../discussion/contributors/own-ranking.view'
import { findStanding } from '../../discussion/contributors/queries'
import { conversationById } from '../../discussion/conversations/rules'
import {
  currentConversation,
  withMerged,
  withTopics,
} from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { listGrants } from '../../accounts/members/queries'
import { listMentions } from '../../discussion/mentions/queries'
import { isReadableBy } from '../../discussion/mentions/rules'
import { viewerOf, stepsAbove } from '../../accounts/members/rules'
import { isSilenced } from '../../accounts/members/silence.rules'
import { Silenced } from '../../accounts/members/silence.view'
import { listMessages } from '../../discussion/author-messages/queries'
import { dismissMessage } from '../../discussion/author-messages/commands'
import { purgeConversations } from '../../discussion/conversations/purge.commands'
import { noted } from '../../http/flash'
import { showFrame, showMissing } from '../../http/layout'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { drawWaysIn } from '../../accounts/sign-in/own-methods.slot'
import { endSession, endSessions, listSessions } from '../../accounts/sign-in/queries'
import { knownTo, mayIn } from '../../accounts/access/rules'
import { Claim, FEW } from './claim.view'
import { claimGuest } from './claim.commands'
import { MANY_UNCONFIRMED, unconfirmedForm } from './form'
import { Given } from './granted-levels.view'
import { Letters } from './email-setting.view'
import { Mentions } from './mentions.view'
import { Messages } from './messages.view'
import { Sessions } from './sessions.view'
import { Unconfirmed } from './unconfirmed.view'
import { OwnPage, OwnPart } from '../../ui/account-section'
import { deny, vouch } from './claim-unconfirmed.commands'

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
    const place = currentConversation(knowing, id)
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
  const seen = isId(id) ? await dismissMessage(c.var.db, member.id, id, c.var.now) : []
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
  c.executionCtx.waitUntil(purgeConversations(c.var, conversations))
  return c.redirect(noted(hub.paths.me(), 'claimed'), 303)
})

/** What a member answers about words that they have seen on their page. */
const seenIn = async (c: Context<App>, memberId: string): Promise<SeenClaim> => {
  const { comment, ...input } = unconfirmedForm.read(await c.req.arrayBuffer())
  const asOf = new Date(input.asOf)
  const ids = comment.filter(isId).slice(0, MANY_UNCONFIRMED)
  return { memberId, ids, asOf: Number.isNaN(asOf.getTime()) ? new Date(0) : asOf }
}

me.post('/vouching', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const vouched = await vouch({ db, hub, now }, member, await seenIn(c, member.id))
  c.executionCtx.waitUntil(purgeConversations(c.var, vouched))
  return c.redirect(noted(hub.paths.me(), 'vouched'), 303)
})

me.post('/denial', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const denied = await deny({ db, hub, now }, await seenIn(c, member.id))
  c.executionCtx.waitUntil(purgeConversations(c.var, denied))
  return c.redirect(noted(hub.paths.me(), 'denied'), 303)
})
