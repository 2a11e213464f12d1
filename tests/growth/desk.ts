import { newId } from '../../worker/lib/id'
import { grants } from '../../worker/accounts/members/table'
import { savedReplies } from '../../worker/moderation/host-replies/table'
import { requests } from '../../worker/accounts/groups/table'
import { bindings, db, drawnAgo, member, send, topic } from '../world'
import { type Addresses, form } from './addresses'
import { type Cast, commentBy, fresh, someone, value } from './cast'

/** A decision of a host about a fresh comment of `rosa` in this state. */
const decision =
  (act: string, as: Parameters<typeof commentBy>[1] = {}, fields = {}) =>
  async ({ host, rosa }: Cast) =>
    form(host, `/comments/${await commentBy(rosa, as)}/${act}`, fields)

const HELD = { state: 'held', heldFor: 'links', shown: false } as const

const seen =
  (path: string) =>
  async ({ host }: Cast) => ({ path, as: host })

/** A reply of another host to angry words, which rests. */
const resting = async ({ rosa }: Cast) => {
  const mara = await member({ role: 'host' })
  const parent = await commentBy(rosa, { critical: true, asks: true })
  const drawn = await drawnAgo(60)
  const fields = { as: 'member', body: `You should have read it ${fresh()}`, parent, drawn }
  await send('/community/conversations/post:open/comments', fields, mara)
  const id = await value(`select id from comments where parent_id = '${parent}'`)
  return { mara, id }
}

const savedReply = async ({ host }: Cast) => {
  const id = newId(new Date())
  await db
    .insert(savedReplies)
    .values({ id, title: fresh('Title '), body: 'Words', by: host.id, changedAt: new Date() })
  return id
}

const faded = async (cast: Cast) => {
  const { host, rosa } = cast
  const id = await commentBy(rosa)
  await send(`/community/comments/${id}/fading`, {}, host)
  return value(`select id from log where subject = '${id}'`)
}

const about = async (path: string) => `/desk/people/${(await someone()).id}/${path}`
const UNTIL = { term: 'for-good', until: '', reason: 'Adverts' }

/** A member on whom a host has just decided this. */
const decided = async ({ host }: Cast, what: 'ban' | 'silence') => {
  const path = await about(what)
  await send(`/community${path}`, UNTIL, host)
  return `${path}/ending`
}

const busyId = () => value(`select id from members where handle = 'busy'`)

/** Addresses of the desk. */
export const desk: Addresses = {
  'GET /desk/': seen('/desk/'),
  'GET /desk/ what is reported': seen('/desk/?list=reported'),
  'GET /desk/ what awaits an answer': seen('/desk/?list=awaiting'),
  'GET /desk/ what rests': seen('/desk/?list=resting'),
  'GET /desk/ what is faded': seen('/desk/?list=faded'),
  'GET /desk/ a later page': async ({ host }) => ({
    path: `/desk/?list=held&after=${await value(`select id from comments where state = 'held' and opens = 0 order by spam, id limit 1 offset 30`)}`,
    as: host,
  }),
  'GET /desk/comments/:id/': async ({ host, rosa }) => ({
    path: `/desk/comments/${await commentBy(rosa)}/`,
    as: host,
  }),
  'GET /desk/comments/:id/ with ever more reports': async ({ host }) => ({
    path: `/desk/comments/${await value(`select comment from reports group by comment order by count(*) desc limit 1`)}/`,
    as: host,
  }),
  'POST /comments/:id/approval': decision('approval', HELD),
  'POST /comments/:id/fading': decision('fading'),
  'POST /comments/:id/restoration': decision('restoration', { state: 'faded' }),
  'POST /comments/:id/holding': decision('holding'),
  'POST /comments/:id/removal': decision('removal', {}, { rule: 'spam' }),
  'POST /comments/:id/pin': decision('pin'),
  'POST /comments/:id/criticism': decision('criticism'),
  'POST /comments/:id/dismissal': decision('dismissal', { asks: true }),
  'POST /comments/:id/warning': decision('warning', {}, { body: 'Please be kind' }),
  'POST /conversations/:conversation/lock': async ({ host, rosa }) =>
    form(host, `/conversations/${(await topic({ by: rosa })).id}/lock`, { to: 'on' }),
  'POST /desk/decisions': async ({ host, rosa }) =>
    form(host, '/desk/decisions', {
      act: 'fading',
      comment: [await commentBy(rosa), await commentBy(rosa)],
    }),
  'GET /desk/log/': seen('/desk/log/'),
  'GET /desk/log/ about one member': async ({ host }) => ({
    path: `/desk/log/?person=${await busyId()}`,
    as: host,
  }),
  'POST /desk/log/:id/undoing': async (cast) =>
    form(cast.host, `/desk/log/${await faded(cast)}/undoing`),
  'GET /desk/people/': seen('/desk/people/'),
  'GET /desk/people/ a later page': async ({ host }) => ({
    path: `/desk/people/?before=${await value('select id from members order by id desc limit 1 offset 300')}`,
    as: host,
  }),
  'GET /desk/people/ a name': seen('/desk/people/?q=Member'),
  'GET /desk/people/ an address': seen('/desk/people/?q=m77@example.org'),
  'GET /desk/people/:id/': async ({ host, rosa }) => ({
    path: `/desk/people/${rosa.id}/`,
    as: host,
  }),
  'GET /desk/people/:id/ with ever more of everything': async ({ host }) => ({
    path: `/desk/people/${await busyId()}/`,
    as: host,
  }),
  'POST /desk/people/:id/grants': async ({ host }) =>
    form(host, await about('grants'), { kind: 'grant', level: 'expert', reason: 'Knows it' }),
  'POST /desk/people/:id/grants/:grant/ending': async ({ host }) => {
    const { id: memberId } = await someone()
    const id = newId(new Date())
    await db.insert(grants).values({
      id,
      memberId,
      kind: 'grant',
      level: 'expert',
      reason: 'Knows it',
      grantedBy: host.id,
      grantedAt: new Date(),
    })
    return form(host, `/desk/people/${memberId}/grants/${id}/ending`)
  },
  'POST /desk/people/:id/ban': async ({ host }) => form(host, await about('ban'), UNTIL),
  'POST /desk/people/:id/ban/ending': async (cast) => form(cast.host, await decided(cast, 'ban')),
  'POST /desk/people/:id/silence': async ({ host }) => form(host, await about('silence'), UNTIL),
  'POST /desk/people/:id/silence/ending': async (cast) =>
    form(cast.host, await decided(cast, 'silence')),
  'POST /desk/people/:id/role': async ({ owner }) =>
    form(owner, await about('role'), { role: 'host' }),
  'POST /desk/people/:id/identity': async ({ owner }) => {
    await bindings.DB.prepare('update members set person = null').run()
    const { id } = await member({ role: 'host' })
    return form(owner, `/desk/people/${id}/identity`, { person: 'ada' })
  },
  'GET /desk/groups/': seen('/desk/groups/'),
  'POST /desk/groups/': async ({ host }) => form(host, '/desk/groups/', { name: fresh('Group ') }),
  'GET /desk/groups/:group/': seen('/desk/groups/testers/'),
  'POST /desk/groups/:group/': async ({ host }) =>
    form(host, '/desk/groups/testers/', { name: fresh('Group ') }),
  'POST /desk/groups/:group/members': async ({ host }) =>
    form(host, '/desk/groups/testers/members', { handle: (await member()).handle }),
  'POST /desk/groups/:group/members/:member/removal': async ({ host }) =>
    form(host, `/desk/groups/testers/members/${(await someone()).id}/removal`),
  'GET /desk/requests/': seen('/desk/requests/'),
  'GET /desk/requests/ what is answered': seen('/desk/requests/?list=answered'),
  'POST /desk/requests/:id/answer': async ({ host }) => {
    const [id, { id: memberId }] = [newId(new Date()), await member()]
    await db
      .insert(requests)
      .values({ id, space: 'testers', memberId, reason: 'Please', at: new Date() })
    return form(host, `/desk/requests/${id}/answer`, { answer: 'yes' })
  },
  'GET /desk/resting/:id/': async (cast) => ({
    path: `/desk/resting/${(await resting(cast)).id}/`,
    as: cast.host,
  }),
  'POST /comments/:id/release': async (cast) =>
    form(cast.host, `/comments/${(await resting(cast)).id}/release`),
  'POST /comments/:id/remarks': async (cast) =>
    form(cast.host, `/comments/${(await resting(cast)).id}/remarks`, { body: 'Breathe' }),
  'GET /desk/alerts/': seen('/desk/alerts/'),
  'GET /desk/alerts/:slug/': seen('/desk/alerts/tap/'),
  'POST /desk/alerts/:slug/': async ({ host }) =>
    form(host, '/desk/alerts/tap/', { status: 'identified', text: fresh('Found ') }),
  'POST /desk/alerts/:slug/updates/:id/withdrawal': async ({ host }) => {
    await send('/community/desk/alerts/tap/', { status: 'monitoring', text: fresh('Seen ') }, host)
    const id = await value(`select id from alert_updates order by id desc limit 1`)
    return form(host, `/desk/alerts/tap/updates/${id}/withdrawal`)
  },
  // The database is asked only with a provider's secret, for one address by its key.
  'POST /mail/events/resend': async ({ host }) => form(host, '/mail/events/resend', {}, 404),
  'POST /mail/events/postmark': async ({ host }) => form(host, '/mail/events/postmark', {}, 404),
  'POST /mail/events/ses': async ({ host }) => form(host, '/mail/events/ses', {}, 404),
  'GET /desk/email/': seen('/desk/email/'),
  'POST /desk/email/retries': async ({ host }) => form(host, '/desk/email/retries'),
  'POST /desk/email/:id/retry': async ({ host }) =>
    form(host, `/desk/email/${newId(new Date())}/retry`),
  'POST /desk/email/stops/:recipient/ending': async ({ host }) =>
    form(host, `/desk/email/stops/${'r'.repeat(43)}/ending`),
  'GET /desk/replies/': seen('/desk/replies/'),
  'POST /desk/replies/': async ({ host }) =>
    form(host, '/desk/replies/', { title: fresh('Title '), body: 'Words' }),
  'GET /desk/replies/:id/': async (cast) => ({
    path: `/desk/replies/${await savedReply(cast)}/`,
    as: cast.host,
  }),
  'POST /desk/replies/:id/': async (cast) =>
    form(cast.host, `/desk/replies/${await savedReply(cast)}/`, {
      title: fresh('Title '),
      body: 'Words',
    }),
  'POST /desk/replies/:id/removal': async (cast) =>
    form(cast.host, `/desk/replies/${await savedReply(cast)}/removal`),
  'GET /desk/offers/': seen('/desk/offers/'),
  'GET /desk/offers/ ninety days': seen('/desk/offers/?days=90'),
  'GET /desk/offers/ of one offer': seen('/desk/offers/?of=offer:guide'),
  'GET /desk/offers/counts.csv': seen('/desk/offers/counts.csv'),
}
