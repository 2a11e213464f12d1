import { GROUP, IDEA_NUMBER } from './fill'
import { type Addresses, get } from './addresses'
import { value } from './cast'

/** The topic with this number, as its address has it; and one that is in its list. */
const topicPath = async (number: number) =>
  value(`select '/topics/' || substr(id, 7) || '/' || slug || '/' from conversations
    where title = 'Number ${number} about gears'`)

/** Where a page in the middle of a list begins. */
const middle = async (where = `space = 'public'`) =>
  value(`select started_at || '~' || id from conversations where is_listed = 1 and ${where}
    order by started_at desc limit 1 offset 100`)

const midComment = (where: string) =>
  value(
    `select id from comments where state = 'published' and shown = 1 and ${where} order by id desc limit 1 offset 100`,
  )

const BELOW = `conversation = 'post:open'`

/** Addresses that are read. */
export const publicPages: Addresses = {
  'GET /': get('/'),
  'GET / the newest first': get('/?sort=newest'),
  'GET / a later page': async () => ({ path: `/?before=${await middle()}` }),
  'GET /posts/:slug/': get('/posts/open/'),
  'GET /posts/:slug/ the newest first': get('/posts/open/?sort=newest'),
  'GET /posts/:slug/ the most appreciated first': get('/posts/open/?sort=appreciated'),
  'GET /posts/:slug/ a page in the middle': async () => ({
    path: `/posts/open/?from=${await midComment(BELOW)}`,
  }),
  'GET /posts/:slug/ to a host': async ({ host }) => ({ path: '/posts/open/', as: host }),
  'GET /posts/:slug/ to a member': async ({ rosa }) => ({ path: '/posts/open/', as: rosa }),
  'GET /posts/:slug/:file': get('/posts/in-crew/quetzal-plan.txt', 404),
  'GET /posts/:slug/comments.xml': get('/posts/open/comments.xml'),
  'GET /topics/:topic/': async () => {
    const path = await topicPath(15)
    return { path: path.replace(/number\/$/, ''), status: 301 }
  },
  'GET /topics/:topic/:slug/': async () => ({ path: await topicPath(15) }),
  'GET /topics/:topic/:slug/ an idea with ever more votes': async ({ rosa }) => ({
    path: await topicPath(IDEA_NUMBER),
    as: rosa,
  }),
  'GET /topics/:topic/:slug/comments.xml': async () => ({
    path: `${await topicPath(15)}comments.xml`,
  }),
  'GET /topics/:topic/:slug/history/': async () => ({ path: `${await topicPath(15)}history/` }),
  'GET /comments/:id/': async () => ({
    path: `/comments/${await midComment(BELOW)}/`,
    status: 302,
  }),
  'GET /kinds/:kind/': get('/kinds/question/'),
  'GET /kinds/:kind/ by activity': get('/kinds/question/?sort=active'),
  'GET /kinds/:kind/ a later page': async () => ({
    path: `/kinds/question/?before=${await middle(`kind = 'question' and space = 'public'`)}`,
  }),
  'GET /kinds/:kind/ ideas by votes': get('/kinds/idea/?sort=votes'),
  'GET /kinds/:kind/ ideas of a status': get('/kinds/idea/?status=open'),
  'GET /kinds/:kind/ ideas of a status by votes': get('/kinds/idea/?status=open&sort=votes'),
  'GET /kinds/:kind/:number{[1-9]\\d{0,4}}/': get('/kinds/news/2/', 404),
  'GET /kinds/:kind/feed.xml': get('/kinds/question/feed.xml'),
  'GET /kinds/question/unanswered/': get('/kinds/question/unanswered/'),
  'GET /kinds/question/unanswered/feed.xml': get('/kinds/question/unanswered/feed.xml'),
  'GET /tags/:tag/': get('/tags/gears/'),
  'GET /tags/:tag/:number{[1-9]\\d{0,4}}/': get('/tags/gears/2/', 404),
  'GET /spaces/:space/': get('/spaces/public/'),
  'GET /spaces/:space/ a restricted space': async ({ rosa }) => ({
    path: `/spaces/${GROUP}/`,
    as: rosa,
  }),
  'GET /spaces/:space/:number{[1-9]\\d{0,4}}/': get('/spaces/public/2/', 404),
  'GET /people/:handle/': get('/people/busy/'),
  'GET /people/:handle/ a later page': async () => ({
    path: `/people/busy/?before=${await midComment(`member_id = (select id from members where handle = 'busy')`)}`,
  }),
  'GET /people/:handle/feed.xml': get('/people/busy/feed.xml'),
  'GET /people/mentionable': async ({ rosa }) => ({ path: '/people/mentionable?q=m', as: rosa }),
  'GET /people/mentionable by a name': async ({ rosa }) => ({
    path: '/people/mentionable?q=Member',
    as: rosa,
  }),
  'GET /contributors/': get('/contributors/'),
  'GET /levels/': async ({ rosa }) => ({ path: '/levels/', as: rosa }),
  'GET /pages/:slug/': get('/pages/none/', 404),
  'GET /offers/': get('/offers/'),
  'GET /offers/:offer/': get('/offers/guide/'),
  'GET /out/:kind/:id': get('/out/offer/guide', 302),
  'GET /out/:kind/:id/': get('/out/network/mastodon/', 302),
  'GET /share/:network/': get('/share/mastodon/?of=post:open'),
  'GET /search/': get('/search/?q=gears'),
  'GET /search/ a word that few use': get('/search/?q=n77'),
  'GET /search/ a kind': get('/search/?q=gears&kind=idea'),
  'GET /search/ a tag': get('/search/?q=gears&tag=t7'),
  'GET /search/ a person': get('/search/?q=saddle&person=busy'),
  'GET /search/ a space that the reader cannot read': get(`/search/?q=gears&space=${GROUP}`),
  'GET /search/ members': get('/search/?q=member'),
  'GET /feed.xml': get('/feed.xml'),
  'GET /feed.json': get('/feed.json'),
  'GET /sitemap-index.xml': get('/sitemap-index.xml'),
  'GET /sitemap-topics.xml': get('/sitemap-topics.xml'),
  'GET /:page{sitemap-topics-.+.xml}': get('/sitemap-topics-1.xml'),
  'GET /healthz': get('/healthz'),
  'GET /../healthz': get('/../healthz'),
  'GET /hub.json': get('/hub.json', 404),
  'GET /search.json': get('/search.json', 404),
  'GET /later.json': get('/later.json', 404),
  'GET /frame/': get('/frame/', 404),
  'GET /frame/list/': get('/frame/list/', 404),
  'GET /frame/desk/': get('/frame/desk/', 404),
  'GET /frame/topic/': get('/frame/topic/', 404),
  'GET /frame/start/': get('/frame/start/', 404),
  'GET /dev/mail/': get('/dev/mail/'),
  'GET /dev/mail/preview/': get('/dev/mail/preview/'),
  'GET /dev/mail/preview/:template/': get('/dev/mail/preview/digestEmail/'),
}
