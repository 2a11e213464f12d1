import { drizzle } from 'drizzle-orm/d1'
import { Hono } from 'hono'
import { comments } from './comments/routes'
import { acting } from './contributors/acting'
import { contributors } from './contributors/routes'
import { deciding } from './desk/act-routes'
import { desk } from './desk/routes'
import { warnings } from './desk/warning-routes'
import { type App, originOf } from './env'
import { ideas } from './ideas/routes'
import { asking, requests } from './groups/request-routes'
import { groups } from './groups/routes'
import { sendOutbox } from './jobs'
import { leaving } from './leaving/routes'
import { lists } from './lists/routes'
import { me } from './me/routes'
import { members } from './members/routes'
import { visitor } from './members/visitor'
import { mentions } from './mentions/routes'
import { sharing } from './networks/routes'
import { notices } from './notices/routes'
import { ways } from './offers/out-routes'
import { reporting } from './offers/report-routes'
import { sampleShown } from './offers/shown'
import { offers } from './offers/routes'
import { people } from './people/routes'
import { queue } from './queue/routes'
import { questions } from './questions/routes'
import { reactions } from './reactions/routes'
import { reports } from './reports/routes'
import { replies } from './replies/routes'
import { resources } from './resources/routes'
import { search } from './search/routes'
import { signIn } from './sign-in/routes'
import { session } from './sign-in/session'
import { alerts } from './shell/alerts'
import { showMissing, showSentence } from './shell/frame'
import { header } from './shell/header'
import { headers, knownMethods, ownFormsOnly, smallBodies } from './shell/guard'
import { showHealth } from './shell/health'
import { hubAt, pathBelowBase, readHub } from './shell/hub'
import { showNotFound } from './shell/not-found'
import { showBuilt, showUnassigned } from './shell/pages'
import { showGuardedFile, showPost, showRefused } from './shell/post'
import { drawThread } from './shell/thread'
import { spaces } from './spaces/routes'
import { movings } from './topics/desk-routes'
import { revisions } from './topics/own-routes'
import { topics } from './topics/routes'
import { starts } from './topics/start-routes'

export const app = new Hono<App>({ getPath: pathBelowBase, strict: true })

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

app.get('/posts/:slug/', (c) => showPost(c, c.req.param('slug')))
app.route('/', topics)
app.route('/', starts)
app.route('/', revisions)
app.route('/', movings)
// Before the desk: hosts say what settled a question at the same address as whoever asked it.
app.route('/', questions)
// Before the comments: a host's removal and an author's have one address.
app.route('/', deciding)
app.route('/', comments)
app.route('/', contributors)
app.route('/', desk)
app.route('/', warnings)
app.route('/', groups)
app.route('/', requests)
app.route('/', asking)
app.route('/', reporting)
app.route('/', queue)
app.route('/', ideas)
app.route('/', leaving)
app.route('/', me)
app.route('/', members)
app.route('/', mentions)
app.route('/', sharing)
app.route('/', notices)
app.route('/', ways)
app.route('/', offers)
app.route('/', people)
app.route('/', reactions)
app.route('/', reports)
app.route('/', replies)
app.route('/', resources)
app.route('/', search)
app.route('/', signIn)
app.route('/', spaces)
// After the spaces: the page of one that not everybody may read is theirs.
app.route('/', lists)
app.get('/posts/:slug/:file', showGuardedFile)

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
app.get('*', showBuilt)

app.notFound(showNotFound)
app.onError((error, c) => {
  console.error(error)
  return showSentence(
    c,
    500,
    'Something went wrong here',
    'It is our doing and not yours. Please try again in a moment.',
  )
})
