import { drizzle } from 'drizzle-orm/d1'
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { trackBrowser } from './discussion/contributors/browser-tracking.middleware'
import { type App, originOf } from './env'
import { commentRoutes, newCommentRoutes } from './discussion/comments/routes'
import { authorRoutes } from './discussion/comments/author.routes'
import { contributorRoutes, ownRankingRoutes } from './discussion/contributors/routes'
import { commentDecisions, deskDecisions, locks } from './moderation/decisions/routes'
import { deskPeople } from './moderation/people/routes'
import { warnings } from './moderation/decisions/warning.routes'
import { ideaRoutes } from './discussion/ideas/routes'
import { deskRequests, spaceRequests } from './moderation/groups/request.routes'
import { deskGroups } from './moderation/groups/routes'
import { sendOutbox } from './jobs'
import { privacy } from './pages/privacy/routes'
import { front, kindLists, tagLists } from './pages/lists/routes'
import { ownAccount } from './pages/account/routes'
import { inbox } from './pages/notifications/routes'
import { followRoutes } from './discussion/follows/routes'
import { confirmation } from './pages/confirmation/routes'
import { levels } from './pages/levels/routes'
import { visitor } from './accounts/members/visitor.middleware'
import { mentionableRoutes, ownMentionRoutes } from './discussion/mentions/routes'
import { sharing } from './promotion/networks/routes'
import { sampleImpressions } from './promotion/offers/impressions.middleware'
import { offers, pages } from './promotion/offers/routes'
import { people, ownProfile } from './pages/profiles/routes'
import { emailPreviews } from './notifications/email/preview.routes'
import { localMailbox } from './notifications/routes'
import { providerEvents } from './notifications/event.routes'
import { deskEmail } from './moderation/email/routes'
import { outboundLinks } from './promotion/offers/outbound.routes'
import { offerReport } from './promotion/offers/report.routes'
import { queue } from './moderation/queue/routes'
import { duplicateRoutes } from './discussion/questions/close.routes'
import { answerRoutes } from './discussion/questions/acceptance.routes'
import { commentReactionRoutes, conversationReactionRoutes } from './discussion/reactions/routes'
import { replyRelease, delayedReplies } from './moderation/host-replies/routes'
import { deskAlerts } from './moderation/alerts/routes'
import { savedReplyRoutes } from './moderation/host-replies/saved-replies.routes'
import { reportRoutes } from './discussion/comments/report.routes'
import { resourceRoutes } from './discussion/resources/routes'
import { search } from './discussion/search/routes'
import { ownMethods } from './accounts/sign-in/own-methods.routes'
import { ownPasskeys, passkeySignIn } from './accounts/sign-in/passkey.routes'
import { auth } from './accounts/sign-in/provider.routes'
import { signIn } from './accounts/sign-in/routes'
import { session } from './accounts/sign-in/session.middleware'
import { alertDismissals } from './discussion/alerts/routes'
import { withCurrentUpdates } from './discussion/alerts/queries'
import { listReadableSpaces } from './accounts/access/middleware'
import { alerts } from './http/alerts'
import { showMissing, showMessage } from './http/layout'
import { httpMessages } from './http/messages'
import { header } from './pages/header/middleware'
import { deadline } from './http/deadline'
import { securityHeaders, allowedMethods, csrfProtection, bodySizeLimit } from './http/security'
import { emailStopRoutes } from './pages/email-stops/routes'
import { showHealth } from './pages/health/routes'
import { hubAt, pathBelowBase, readHub } from './http/hub'
import { showStaticOrMissing } from './pages/built/routes'
import { showNotFound } from './pages/not-found/routes'
import { replyPage } from './pages/conversation/reply.routes'
import { renderThread } from './pages/conversation/thread.slot'
import { logError, withRequestLog } from './http/log-error'
import { newBudget, withBudget } from './lib/query-budget'
import { posts, showRefused } from './pages/conversation/post.routes'
import { requireHost } from './accounts/sign-in/require-host.middleware'
import { newRouter } from './http/router'
import { spaces } from './pages/lists/space.routes'
import { topicMoves } from './moderation/topics/routes'
import { topicHistory, topicRevision } from './pages/conversation/topic-author.routes'
import { topics } from './pages/conversation/topic.routes'
import { startRoutes } from './discussion/topics/start.routes'

/**
 * The rooms by the prefix of their addresses. Rooms below the same prefix have different addresses, so
 * their order has no effect; `tests/http/addresses.routes.test.ts` checks that.
 */
export const rooms: Record<string, Hono<App>[]> = {
  '/': [front],
  '/posts/': [posts],
  '/topics/': [topics, topicHistory],
  '/kinds/': [kindLists],
  '/tags/': [tagLists],
  '/spaces/': [spaces, spaceRequests],
  '/people/': [people, mentionableRoutes],
  '/contributors/': [contributorRoutes],
  '/levels/': [levels],
  '/pages/': [pages],
  '/search/': [search],

  '/comments/': [
    commentRoutes,
    replyPage,
    authorRoutes,
    commentReactionRoutes,
    reportRoutes,
    answerRoutes,
    commentDecisions,
    warnings,
    replyRelease,
  ],
  '/conversations/': [
    newCommentRoutes,
    conversationReactionRoutes,
    ideaRoutes,
    resourceRoutes,
    duplicateRoutes,
    topicRevision,
    topicMoves,
    locks,
  ],
  '/start/': [startRoutes],

  '/sign-in/': [signIn, passkeySignIn],
  '/auth/': [auth],
  '/confirmation/': [confirmation],
  '/stop/': [emailStopRoutes],
  '/me/': [
    ownAccount,
    ownProfile,
    ownMentionRoutes,
    inbox,
    followRoutes,
    ownRankingRoutes,
    ownMethods,
    ownPasskeys,
    privacy,
  ],

  '/alerts/': [alertDismissals],
  '/offers/': [offers],
  '/out/': [outboundLinks],
  '/share/': [sharing],

  '/desk/': [queue, deskDecisions, deskPeople],
  '/desk/resting/': [delayedReplies],
  '/desk/replies/': [savedReplyRoutes],
  '/desk/groups/': [deskGroups],
  '/desk/requests/': [deskRequests],
  '/desk/alerts/': [deskAlerts],
  '/desk/offers/': [offerReport],
  '/desk/email/': [deskEmail],

  '/mail/': [providerEvents],
  '/dev/': [localMailbox, emailPreviews],
}

export const app = new Hono<App>({ getPath: pathBelowBase, strict: true })

// Cloudflare gives each request an id; it is not repeated in a response header.
app.use(
  requestId({
    headerName: '',
    generator: (c) => c.req.header('cf-ray') ?? crypto.randomUUID(),
  }),
)
app.use(async (c, next) => {
  const now = new Date()
  const built = hubAt(await readHub(c.env), now)
  const origin = originOf(c.env, built)
  const budget = newBudget(c.env.QUERY_LIMIT)
  const db = drizzle(withBudget(c.env.DB, budget), { casing: 'snake_case' })
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const hub = await withCurrentUpdates(built, { db, now, waitUntil })
  c.set('hub', hub)
  c.set('host', new URL(c.req.url).host)
  c.set('now', now)
  c.set('origin', origin)
  c.set('db', db)
  c.set('pages', {
    missing: () => showNotFound(c),
    refused: (conversation, attempt) => showRefused(c, conversation, attempt),
    thread: (conversation, sent) => renderThread(c, conversation, sent),
  })
  c.set('readableSpaces', () => listReadableSpaces(c))
  c.set('countView', (shown) => sampleImpressions(c, shown))
  c.set('sendOutbox', (subject) =>
    sendOutbox({ env: c.env, db, hub, origin, now, budget }, subject),
  )
  await withRequestLog(c, next)
})
app.use(
  securityHeaders,
  allowedMethods,
  bodySizeLimit,
  csrfProtection,
  visitor,
  session,
  alerts,
  header,
  deadline,
  trackBrowser,
)

const desk = newRouter()
desk.use(requireHost)
app.route('/desk/', desk)

for (const [prefix, here] of Object.entries(rooms)) for (const room of here) app.route(prefix, room)

// Never served: the build's files for the Worker, and the frames of its own pages.
app.get('/hub.json', (c) => showMissing(c))
app.get('/search.json', (c) => showMissing(c))
app.get('/later.json', (c) => showMissing(c))
app.get('/frame/', (c) => showMissing(c))
app.get('/frame/list/', (c) => showMissing(c))
app.get('/frame/desk/', (c) => showMissing(c))
app.get('/frame/topic/', (c) => showMissing(c))
app.get('/frame/start/', (c) => showMissing(c))

app.get('/healthz', showHealth)
// For monitoring at the root of the host, where a local hub is the only site.
app.get('/../healthz', (c) => (c.env.HUB_LOCAL ? showHealth(c) : showMissing(c)))

// Every other address is a built file.
app.notFound(showStaticOrMissing)
app.onError((error, c) => {
  logError(c, 'request failed', error)
  return showMessage(c, 500, ...httpMessages.failed)
})
