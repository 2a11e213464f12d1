import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import { findClaimable } from '../../discussion/comments/personal-data'
import {
  findUnconfirmedClaims,
  type ShownClaims,
} from '../../discussion/comments/guest-claims.commands'
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
import { isMentionReadable } from '../../discussion/mentions/rules'
import { viewerOf, higherLevels } from '../../accounts/members/rules'
import { listMessages } from '../../discussion/author-messages/queries'
import { dismissMessage } from '../../discussion/author-messages/commands'
import { EVERYTHING } from '../../notifications/stops/rules'
import { stopToken } from '../../notifications/stops/token'
import { purgeConversations } from '../../discussion/conversations/purge.commands'
import { flash } from '../../http/flash'
import { showPage, showMissing } from '../../http/layout'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { newRouter } from '../../http/router'
import { renderSignInMethods } from '../../accounts/sign-in/own-methods.slot'
import { endSession, endSessions } from '../../accounts/sign-in/session.commands'
import { listSessions, type SignedIn } from '../../accounts/sign-in/queries'
import { visibleHub, mayIn } from '../../accounts/access/rules'
import { CLAIM_EXAMPLES } from './claim.view'
import { claimGuest } from './claim.personal-data'
import { MAX_UNCONFIRMED, unconfirmedForm } from './form'
import { AccountSections } from './view'
import { AccountPage } from '../../ui/account-section'
import { rejectUnconfirmed, claimUnconfirmed } from './unconfirmed-claims.commands'

/** `/me/`: a member's own page. */
export const ownAccount = newRouter()

/** All that the account page shows, read at once. */
const readAccount = async (c: Context<App>, member: SignedIn) => {
  const { db, now } = c.var
  const [messages, mentions, grants, sessions, methods, claimable, unconfirmed, standing] =
    await Promise.all([
      member.unseen > 0 ? listMessages(db, member.id) : [],
      listMentions(db, member.id),
      listGrants(db, member.id),
      listSessions(db, member.id, now),
      renderSignInMethods(c, member),
      findClaimable(db, member.id, CLAIM_EXAMPLES),
      findUnconfirmedClaims(db, member.id, MAX_UNCONFIRMED),
      findStanding(db, member.id),
    ])
  return { messages, mentions, grants, sessions, methods, claimable, unconfirmed, standing }
}

type Account = Awaited<ReturnType<typeof readAccount>>

/** The hub with every topic that the page names, merged ones too. */
const hubWith = async (c: Context<App>, account: Account): Promise<Hub> => {
  const { db, hub } = c.var
  const { messages, mentions, claimable, unconfirmed } = account
  const ideas = messages.map(({ conversation }) => conversation ?? '')
  const named = [...mentions, ...claimable.first, ...unconfirmed.first]
  const merged = await withMerged(db, hub, ideas)
  return withTopics(
    db,
    merged,
    named.map(({ conversation }) => conversation),
  )
}

/** The page with the emails that a member stopped, if the hub can sign links. */
const findStopPage = async ({ env, var: { hub } }: Context<App>, id: string) => {
  const recipient = { kind: 'member', id } as const
  const link = { recipient, topic: EVERYTHING }
  return env.HUB_SECRET && hub.paths.stop(await stopToken(env.HUB_SECRET, link))
}

/** The account page of the signed-in member. */
ownAccount.get('/', requireMember, async (c) => {
  const { now } = c.var
  const member = await memberIn(c)
  const account = await readAccount(c, member)
  const whole = await hubWith(c, account)
  const viewer = viewerOf(whole, member, undefined, now)
  const { level } = viewer
  const hub = visibleHub(whole, viewer, member.id)
  const mayReadIdea = (id: string) => {
    const place = currentConversation(whole, id)
    return Boolean(place && place.isListed !== false && mayIn(hub, viewer, 'read', place) === 'yes')
  }
  const mentions = account.mentions.filter(isMentionReadable(hub, viewer))
  const [above] = higherLevels(hub.levels, level, member, now)
  const stopPage = await findStopPage(c, member.id)
  const ideaOf = (id: string) => conversationById(whole, id)
  return showPage(c, {
    title: 'You',
    page: hub.paths.me(),
    children: (
      <AccountPage hub={hub} member={member} standing={{ level, next: above?.level }}>
        <AccountSections
          {...{ ...account, hub, member, now, mentions, ideaOf, mayReadIdea, stopPage }}
        />
      </AccountPage>
    ),
  })
})

/** Dismisses a message; 404 for a message to another member. */
ownAccount.post('/messages/:id/seen', requireMember, async (c) => {
  const member = await memberIn(c)
  const id = c.req.param('id')
  const seen = isId(id) ? await dismissMessage(c.var.db, member.id, id, c.var.now) : []
  if (seen.length === 0) return showMissing(c)
  // The section disappears with its last message.
  return c.redirect(
    member.unseen > 1 ? `${c.var.hub.paths.me()}#messages` : c.var.hub.paths.me(),
    303,
  )
})

/** Ends one of the member’s sessions; 404 for a session of another member. */
ownAccount.post('/sessions/:id/ending', requireMember, async (c) => {
  const member = await memberIn(c)
  const id = c.req.param('id')
  const ended = isId(id) ? await endSession(c.var.db, member.id, id) : []
  return ended.length > 0
    ? c.redirect(flash(`${c.var.hub.paths.me()}#sessions`, 'signed-out'), 303)
    : showMissing(c)
})

ownAccount.post('/sessions/ending', requireMember, async (c) => {
  const member = await memberIn(c)
  await endSessions(c.var.db, member.id, member.sessionId)
  return c.redirect(flash(`${c.var.hub.paths.me()}#sessions`, 'signed-out'), 303)
})

/** Moves everything the member wrote as a guest to their account. */
ownAccount.post('/claim', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const conversations = await claimGuest({ db, hub, now }, member)
  c.executionCtx.waitUntil(purgeConversations(c.var, conversations))
  return c.redirect(flash(hub.paths.me(), 'claimed'), 303)
})

/** The comments the answer is about, and when the member saw them. */
const seenIn = async (c: Context<App>, memberId: string): Promise<ShownClaims> => {
  const { comment, ...input } = unconfirmedForm.read(await c.req.arrayBuffer())
  const asOf = new Date(input.asOf)
  const ids = comment.filter(isId).slice(0, MAX_UNCONFIRMED)
  return { memberId, ids, asOf: Number.isNaN(asOf.getTime()) ? new Date(0) : asOf }
}

ownAccount.post('/vouching', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const claimed = await claimUnconfirmed({ db, hub, now }, member, await seenIn(c, member.id))
  c.executionCtx.waitUntil(purgeConversations(c.var, claimed))
  return c.redirect(flash(hub.paths.me(), 'vouched'), 303)
})

ownAccount.post('/denial', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const rejected = await rejectUnconfirmed({ db, hub, now }, await seenIn(c, member.id))
  c.executionCtx.waitUntil(purgeConversations(c.var, rejected))
  return c.redirect(flash(hub.paths.me(), 'denied'), 303)
})
