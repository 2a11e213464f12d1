import { stopToken } from '../../worker/notifications/stops/token'
import { bindings, confirmationOf, drawnAgo, say, stranger, topic } from '../world'
import { type Addresses, form } from './addresses'
import { type Cast, commentBy, fresh, value } from './cast'

const OPEN = '/conversations/post:open'

/** A question of `rosa` with an answer of `ben`. */
const question = async ({ rosa, ben }: Cast) => {
  const asked = await topic({ by: rosa, title: fresh('Question ') })
  return { id: asked.id, answer: await commentBy(ben, { conversation: asked.id }) }
}

const resource = (cast: Cast) =>
  topic({ by: cast.rosa, kind: 'resource', title: fresh('Resource ') })

const startFields = async () => ({
  kind: 'question',
  space: 'public',
  title: `${fresh('alpha')} ${fresh('beta')}`,
  body: `Words ${fresh()}`,
  tags: '',
  drawn: await drawnAgo(60, 'start'),
})

const unconfirmed = async () => {
  const guest = stranger()
  await say(guest, `Words of ${fresh()}`)
  return { guest, path: (await confirmationOf(guest)).replace('/community', '') }
}

/** The path of the link in an email by which its recipient stops such emails. */
const stopPath = async ({ id }: { id: string }, kind: 'member' | 'guest' = 'member') => {
  const topic = { kind: 'mention', conversation: 'post:open' } as const
  return `/stop/${await stopToken(bindings.HUB_SECRET!, { recipient: { kind, id }, topic })}/`
}

const guestCalled = async ({ name }: { name: string }) => ({
  id: await value(`select id from guests where name = '${name}'`),
})

/** Addresses that write comments, reactions and reports, and start or change topics. */
export const publicForms: Addresses = {
  'POST /conversations/:conversation/comments': async ({ rosa }) =>
    form(rosa, `${OPEN}/comments`, {
      as: 'member',
      body: `Words ${fresh()}`,
      drawn: await drawnAgo(60),
    }),
  'POST /conversations/:conversation/comments by a guest': async () => {
    const { address, name, email } = stranger()
    return form({ address }, `${OPEN}/comments`, {
      name,
      email,
      body: `Words ${fresh()}`,
      drawn: await drawnAgo(60),
    })
  },
  'POST /conversations/:conversation/comments a reply that mentions': async ({ rosa, ben }) =>
    form(rosa, `${OPEN}/comments`, {
      as: 'member',
      body: `Words for @${ben.handle} and @busy ${fresh()}`,
      parent: await commentBy(ben),
      drawn: await drawnAgo(60),
    }),
  'POST /conversations/:conversation/preview': async ({ rosa }) =>
    form(rosa, `${OPEN}/preview`, { as: 'member', body: 'Words' }, 200),
  'GET /comments/:id/reply/': async ({ rosa, ben }) => ({
    path: `/comments/${await commentBy(ben)}/reply/`,
    as: rosa,
  }),
  'GET /comments/:id/revision': async ({ rosa }) => ({
    path: `/comments/${await commentBy(rosa)}/revision`,
    as: rosa,
  }),
  'POST /comments/:id/revision': async ({ rosa }) =>
    form(rosa, `/comments/${await commentBy(rosa)}/revision`, { body: `Other words ${fresh()}` }),
  'POST /comments/:id/withdrawal': async ({ rosa }) =>
    form(rosa, `/comments/${await commentBy(rosa)}/withdrawal`),
  'POST /comments/:id/reactions': async ({ rosa, ben }) =>
    form(rosa, `/comments/${await commentBy(ben)}/reactions`, { emoji: '👍' }),
  'POST /conversations/:conversation/reactions': async ({ ben }) =>
    form(ben, `${OPEN}/reactions`, { emoji: '👍' }),
  'GET /comments/:id/report/': async ({ rosa, ben }) => ({
    path: `/comments/${await commentBy(ben)}/report/`,
    as: rosa,
  }),
  'POST /comments/:id/report': async ({ rosa, ben }) =>
    form(rosa, `/comments/${await commentBy(ben)}/report`, { reason: 'Rude' }),
  'POST /comments/:id/report of one with ever more reports': async ({ ben }) =>
    form(
      ben,
      `/comments/${await value(`select comment from reports group by comment order by count(*) desc limit 1`)}/report`,
    ),
  'GET /confirmation/:token/': async () => {
    const { guest, path } = await unconfirmed()
    return { path, as: { address: guest.address } }
  },
  'POST /confirmation/:token/': async () => {
    const { guest, path } = await unconfirmed()
    return form({ address: guest.address }, path)
  },
  'GET /stop/:token/': async ({ rosa }) => ({ path: await stopPath(rosa) }),
  'GET /stop/:token/ with ever more stops': async ({ busy }) => ({ path: await stopPath(busy) }),
  'POST /stop/:token/': async ({ rosa }) =>
    form(stranger(), await stopPath(rosa), { what: 'conversation', to: 'off' }),
  'POST /stop/:token/ of a guest': async ({ guest }) =>
    form(stranger(), await stopPath(await guestCalled(guest), 'guest'), { what: 'all', to: 'off' }),
  'GET /start/': async ({ rosa }) => ({ path: '/start/', as: rosa }),
  'POST /start/': async ({ rosa }) => form(rosa, '/start/', await startFields()),
  'POST /start/ with a title like many': async ({ ben }) =>
    form(ben, '/start/', { ...(await startFields()), title: 'Number of gears' }, 200),
  'GET /start/preview': async () => ({ path: '/start/preview', status: 307 }),
  'POST /start/preview': async ({ rosa }) => form(rosa, '/start/preview', await startFields(), 200),
  'GET /start/similar/': async ({ rosa }) => ({
    path: '/start/similar/?title=Number+of+gears',
    as: rosa,
  }),
  'GET /conversations/:conversation/revision': async (cast) => ({
    path: `/conversations/${(await question(cast)).id}/revision`,
    as: cast.rosa,
  }),
  'POST /conversations/:conversation/revision': async (cast) =>
    form(cast.rosa, `/conversations/${(await question(cast)).id}/revision`, {
      title: fresh('Another title '),
      body: 'Other words',
      tags: 'gears',
    }),
  'POST /conversations/:conversation/space': async (cast) =>
    form(cast.host, `/conversations/${(await question(cast)).id}/space`, { space: 'talk' }),
  'POST /conversations/:conversation/merger': async (cast) =>
    form(cast.host, `/conversations/${(await question(cast)).id}/merger`, {
      into: 'https://hub.test/community/posts/open/',
    }),
  'POST /conversations/:conversation/duplicate': async (cast) => {
    const earlier = await value(
      `select 'https://hub.test/community/topics/' || substr(id, 7) || '/' || slug || '/' from conversations
        where kind = 'question' and is_listed = 1 and space = 'public' order by id limit 1`,
    )
    return form(cast.host, `/conversations/${(await question(cast)).id}/duplicate`, { of: earlier })
  },
  'POST /comments/:id/answer': async (cast) =>
    form(cast.rosa, `/comments/${(await question(cast)).answer}/answer`),
  'POST /comments/:id/acceptance': async (cast) =>
    form(cast.host, `/comments/${(await question(cast)).answer}/acceptance`),
  'POST /conversations/:conversation/votes': async ({ rosa }) =>
    form(
      rosa,
      `/conversations/${await value(`select id from conversations order by votes desc limit 1`)}/votes`,
    ),
  'POST /conversations/:conversation/status': async (cast) => {
    const { id } = await topic({ by: cast.rosa, kind: 'idea', title: fresh('Idea ') })
    return form(cast.host, `/conversations/${id}/status`, { status: 'planned', reason: 'Soon' })
  },
  'POST /conversations/:conversation/status of the idea with most votes': async ({ host }) =>
    form(
      host,
      `/conversations/${await value(`select id from conversations order by votes desc limit 1`)}/status`,
      {
        status:
          (await value(`select status from conversations order by votes desc limit 1`)) ===
          'planned'
            ? 'started'
            : 'planned',
        reason: 'Soon',
      },
    ),
  'POST /conversations/:conversation/uses': async (cast) =>
    form(cast.ben, `/conversations/${(await resource(cast)).id}/uses`),
  'POST /offers/:offer/dismissal': async ({ rosa }) =>
    form(rosa, '/offers/guide/dismissal', { page: '/community/' }),
  'POST /alerts/:mark/dismissal': async ({ rosa }) => form(rosa, '/alerts/1abcd/dismissal'),
  'POST /share/:network/': async ({ rosa }) =>
    form(rosa, '/share/mastodon/?of=post:open', { server: 'social.example.org' }),
  'GET /spaces/:space/requests': async ({ busy }) => ({
    path: '/spaces/testers/requests',
    as: busy,
  }),
  'POST /spaces/:space/requests': async ({ busy }) =>
    form(busy, '/spaces/testers/requests', { reason: 'Please' }),
}
