import { drizzle } from 'drizzle-orm/d1'
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { acting } from './contributors/acting'
import { type App, originOf } from './env'
import { comments, commentForm } from './comments/routes'
import { authorActions } from './comments/own-routes'
import { contributors, ownRanking } from './contributors/routes'
import { commentDecisions, deskDecisions, locks } from './desk/act-routes'
import { deskPeople } from './desk/routes'
import { showDeskError } from './desk/error-page'
import { warnings } from './desk/warning-routes'
import { ideas } from './ideas/routes'
import { deskRequests, spaceRequests } from './groups/request-routes'
import { groups } from './groups/routes'
import { sendOutbox } from './jobs'
import { leaving } from './leaving/routes'
import { front, kindLists, tagLists } from './lists/routes'
import { me } from './me/routes'
import { confirmation, levels } from './members/routes'
import { visitor } from './members/visitor'
import { mentionable, ownMentions } from './mentions/routes'
import { sharing } from './networks/routes'
import { sampleShown } from './offers/shown'
import { offers, pages } from './offers/routes'
import { people, ownProfile } from './people/routes'
import { localMailbox } from './notices/routes'
import { outboundLinks } from './offers/out-routes'
import { offerReport } from './offers/report-routes'
import { queue } from './queue/routes'
import { duplicates } from './questions/closing-routes'
import { answers } from './questions/routes'
import { commentReactions, conversationReactions } from './reactions/routes'
import { reports } from './reports/routes'
import { replyRelease, waitingReplies } from './replies/routes'
import { savedReplies } from './replies/saved-routes'
import { resources } from './resources/routes'
import { search } from './search/routes'
import { ownWays } from './sign-in/own-routes'
import { ownPasskeys, passkeys } from './sign-in/passkey-routes'
import { auth } from './sign-in/provider-routes'
import { signIn } from './sign-in/routes'
import { session } from './sign-in/session'
import { alerts } from './shell/alerts'
import { showMissing, showSentence } from './shell/frame'
import { header } from './shell/header'
import { headers, knownMethods, ownFormsOnly, smallBodies } from './shell/guard'
import { showHealth } from './shell/health'
import { hubAt, pathBelowBase, readHub } from './shell/hub'
import { showUnassigned } from './shell/pages'
import { showRefused } from './shell/post'
import { replyPage } from './shell/reply-page'
import { drawThread } from './shell/thread'
import { logError } from './shell/log-error'
import { posts } from './shell/post-routes'
import { requireHost } from './shell/require-host'
import { newRouter } from './shell/router'
import { spaces } from './spaces/routes'
import { topicMoves } from './topics/desk-routes'
import { topicHistory, topicRevision } from './topics/own-routes'
import { topics } from './topics/routes'
import { starts } from './topics/start-routes'

/**
 * The rooms by the prefix of their addresses. Rooms below the same prefix answer at different
 * addresses, so their order says nothing; `tests/shell/addresses.routes.test.ts` holds them to it.
 */
export const rooms: Record<string, Hono<App>[]> = {
  '/': [front],
  '/posts/': [posts],
  '/topics/': [topics, topicHistory],
  '/kinds/': [kindLists],
  '/tags/': [tagLists],
  '/spaces/': [spaces, spaceRequests],
  '/people/': [people, mentionable],
  '/contributors/': [contributors],
  '/levels/': [levels],
  '/pages/': [pages],
  '/search/': [search],

  '/comments/': [
    comments,
    replyPage,
    authorActions,
    commentReactions,
    reports,
    answers,
    commentDecisions,
    warnings,
    replyRelease,
  ],
  '/conversations/': [
    commentForm,
    conversationReactions,
    ideas,
    resources,
    duplicates,
    topicRevision,
    topicMoves,
    locks,
  ],
  '/start/': [starts],

  '/sign-in/': [signIn, passkeys],
  '/auth/': [auth],
  '/confirmation/': [confirmation],
  '/me/': [me, ownProfile, ownMentions, ownRanking, ownWays, ownPasskeys, leaving],

  '/offers/': [offers],
  '/out/': [outboundLinks],
  '/share/': [sharing],

  '/desk/': [queue, deskDecisions, deskPeople],
  '/desk/resting/': [waitingReplies],
  '/desk/replies/': [savedReplies],
  '/desk/groups/': [groups],
  '/desk/requests/': [deskRequests],
  '/desk/offers/': [offerReport],

  '/dev/': [localMailbox],
}

export const app = new Hono<App>({ getPath: pathBelowBase, strict: true })

// Cloudflare names each request itself; no answer repeats the name.
app.use(
  requestId({
    headerName: '',
    generator: (c) => c.req.header('cf-ray') ?? crypto.randomUUID(),
  }),
)
app.use(async (c, next) => {
  const now = new Date()
  const hub = hubAt(await readHub(c.env), now)
  const origin = originOf(c.env, hub)
  const db = drizzle(c.env.DB, { casing: 'snake_case' })
  c.set('hub', hub)
  c.set('now', now)
  c.set('origin', origin)
  c.set('db', db)
  c.set('pages', {
    unassigned: () => showUnassigned(c),
    refused: (conversation, attempt) => showRefused(c, conversation, attempt),
    thread: (conversation, sent) => drawThread(c, conversation, sent),
  })
  c.set('countView', (shown) => sampleShown(c, shown))
  c.set('sendOutbox', (subject) => sendOutbox({ env: c.env, db, hub, origin, now }, subject))
  await next()
})
app.use(headers, knownMethods, ownFormsOnly, smallBodies, visitor, session, alerts, header, acting)

// The desk is for hosts; its error page gives back what could not be saved.
const desk = newRouter({ errorPage: showDeskError })
desk.use(requireHost)
app.route('/desk/', desk)

for (const [prefix, here] of Object.entries(rooms)) for (const room of here) app.route(prefix, room)

/** Never served: what the build tells the Worker, and the frame around its own pages. */
app.get('/hub.json', (c) => showMissing(c))
app.get('/search.json', (c) => showMissing(c))
app.get('/later.json', (c) => showMissing(c))
app.get('/frame/', (c) => showMissing(c))
app.get('/frame/list/', (c) => showMissing(c))
app.get('/frame/desk/', (c) => showMissing(c))
app.get('/frame/topic/', (c) => showMissing(c))
app.get('/frame/start/', (c) => showMissing(c))

app.get('/healthz', showHealth)
/** For whoever watches the hub from beside it, where nothing else has the host. */
app.get('/../healthz', (c) => (c.env.HUB_LOCAL ? showHealth(c) : showMissing(c)))

/** All else is a file, as it was built. */
app.notFound(showUnassigned)
app.onError((error, c) => {
  logError(c, 'request failed', error)
  return showSentence(
    c,
    500,
    'Something went wrong here',
    'It is our doing and not yours. Please try again in a moment.',
  )
})
