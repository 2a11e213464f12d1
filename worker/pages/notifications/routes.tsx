import type { Context } from 'hono'
import { visibleHub } from '../../accounts/access/rules'
import { listMemberNames } from '../../accounts/members/queries'
import { viewerOf } from '../../accounts/members/rules'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import { withTopics } from '../../discussion/conversations/topics.queries'
import { listOwnFollows } from '../../discussion/follows/queries'
import { parseTarget } from '../../discussion/follows/rules'
import { inboxMessages } from '../../discussion/notifications/messages'
import { listNews } from '../../discussion/notifications/queries'
import type { App } from '../../env'
import { showPage } from '../../http/layout'
import { newRouter } from '../../http/router'
import { isId } from '../../lib/id'
import { markNotificationsRead, saveSettings } from '../../accounts/inbox/commands'
import { selectSettings } from '../../accounts/inbox/queries'
import { isTimezone, nextDigest } from '../../accounts/inbox/rules'
import { notificationSettingsForm, readNotificationsForm, type SettingsInput } from './form'
import { groupNews } from './rules'
import { InboxPage } from './view'

/** `/me/`: a member's notifications. */
export const inbox = newRouter()

/** The most notifications on a page. */
const PER_PAGE = 50

const defaults = { rhythm: 'at-once', followsOwn: true, timezone: null } as const

/** The ids of what is followed of this type. */
const idsOf = (follows: readonly { target: string }[], type: 'conversation' | 'person') =>
  follows.flatMap(({ target }) => {
    const parsed = parseTarget(target)
    return parsed?.type === type ? [parsed.of] : []
  })

const readInbox = async (c: Context<App>, member: SignedIn) => {
  const { db, hub, now } = c.var
  const before = c.req.query('before')
  const after = before && isId(before) ? before : undefined
  const [news, follows, [settings]] = await db.batch([
    listNews(db, member.id, after, PER_PAGE + 1),
    listOwnFollows(db, member.id),
    selectSettings(db, member.id),
  ])
  const named = [...news.map(({ conversation }) => conversation), ...idsOf(follows, 'conversation')]
  const [whole, people] = await Promise.all([
    withTopics(db, hub, named),
    listMemberNames(db, idsOf(follows, 'person').filter(isId)),
  ])
  const seen = visibleHub(whole, viewerOf(hub, member, undefined, now), member.id)
  const shown = news.slice(0, PER_PAGE)
  return {
    hub: seen,
    groups: groupNews(seen, shown),
    unread: shown.filter(({ readAt }) => readAt === null).length,
    older: news.length > PER_PAGE ? shown.at(-1)?.id : undefined,
    follows,
    people,
    settings: settings ?? defaults,
  }
}

const showInbox = async (
  c: Context<App>,
  refused: { input?: SettingsInput; fault?: string } = {},
) => {
  const member = await memberIn(c)
  return showPage(c, {
    title: inboxMessages.title,
    page: c.var.hub.paths.me(),
    ...(refused.fault && { status: 422 }),
    children: (
      <InboxPage {...await readInbox(c, member)} {...refused} isUnmailed={member.isUnmailed} />
    ),
  })
}

inbox.get('/notifications/', requireMember, (c) => showInbox(c))

/** Marks all notifications as read, or those of one conversation. */
inbox.post('/notifications/seen', requireMember, async (c) => {
  const member = await memberIn(c)
  const { conversation } = readNotificationsForm.read(await c.req.arrayBuffer())
  await markNotificationsRead(c.var.db, member.id, conversation || undefined, c.var.now)
  return c.redirect(c.var.hub.paths.notifications(), 303)
})

/** Stores a member's choices, and when their next digest is due. */
inbox.post('/notifications/settings', requireMember, async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const input = notificationSettingsForm.read(await c.req.arrayBuffer())
  const { values } = notificationSettingsForm.check(input)
  const timezone = input.timezone.trim()
  if (!values || (timezone && !isTimezone(timezone)))
    return showInbox(c, { input, fault: inboxMessages.badTimezone(timezone) })
  const { rhythm, followsOwn } = values
  const digestAt = nextDigest(rhythm, timezone || hub.timezone, now)
  const settings = { memberId: member.id, rhythm, followsOwn, timezone: timezone || null, digestAt }
  await saveSettings(db, settings)
  return c.redirect(`${hub.paths.notifications()}#settings`, 303)
})
